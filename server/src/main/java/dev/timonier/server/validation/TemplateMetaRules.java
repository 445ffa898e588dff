package dev.timonier.server.validation;

/// What holds for the metadata of templates from which objects are made: only labels and
/// annotations make sense.
public final class TemplateMetaRules {
  private TemplateMetaRules() {}

  public static void validate(Subject metadata) {
    ObjectMetaRules.annotations(metadata.at("annotations"));
    ObjectMetaRules.labels(metadata.at("labels"));
    for (var field : metadata.keys()) {
      if (!field.equals("annotations") && !field.equals("labels") && isGiven(metadata.at(field))) {
        metadata.at(field.equals("uid") ? "uID" : field).forbidden("cannot be set");
      }
    }
  }

  private static boolean isGiven(Subject field) {
    return field.value().isArray() || !field.isEmpty();
  }
}
