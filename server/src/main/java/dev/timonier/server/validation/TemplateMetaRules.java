package dev.timonier.server.validation;

import dev.timonier.server.schema.Field;
import dev.timonier.server.schema.Schema;
import java.util.List;

/// What holds for the metadata of templates from which objects are made: only labels and
/// annotations make sense.
public final class TemplateMetaRules {
  private static final List<String> FORBIDDEN =
      Schema.builtIn().type("meta/v1.ObjectMeta").fields().stream()
          .map(Field::name)
          .filter(name -> !name.equals("annotations") && !name.equals("labels"))
          .toList();

  private TemplateMetaRules() {}

  public static void validate(Subject metadata) {
    ObjectMetaRules.annotations(metadata.at("annotations"));
    ObjectMetaRules.labels(metadata.at("labels"));
    for (var field : FORBIDDEN) {
      if (metadata.at(field).isGiven()) {
        metadata.at(field.equals("uid") ? "uID" : field).forbidden("cannot be set");
      }
    }
  }
}
