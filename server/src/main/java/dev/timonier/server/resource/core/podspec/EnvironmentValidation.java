package dev.timonier.server.resource.core.podspec;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// Finds what is wrong with the environment of a container.
final class EnvironmentValidation {
  private static final List<String> SOURCES =
      List.of("fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef");

  private EnvironmentValidation() {}

  static void variables(Subject variables) {
    for (var variable : variables.elements()) {
      var name = variable.at("name");
      name.mustKeep(it -> it.format(Format::checkEnvironmentName));
      if (variable.has("valueFrom")) {
        source(variable.at("valueFrom"), variable.at("value"));
      }
    }
  }

  private static void source(Subject source, Subject value) {
    SOURCES.stream().filter(source::has).forEach(type -> source(type, source.at(type)));
    var count = SOURCES.stream().filter(source::has).count();
    if (count == 0) {
      source.invalid(
          "\"\"",
          "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or"
              + " `fileKeyRef`");
    } else if (!value.isEmpty()) {
      source.invalid("\"\"", "may not be specified when `value` is not empty");
    } else if (count > 1) {
      source.invalid("\"\"", "may not have more than one field specified at a time");
    }
  }

  private static void source(String type, Subject source) {
    switch (type) {
      case "fieldRef" -> FieldReferences.field(source, FieldReferences.OF_VARIABLES);
      case "resourceFieldRef" -> FieldReferences.resourceOfVariable(source);
      case "configMapKeyRef", "secretKeyRef" -> key(source);
      case "fileKeyRef" -> EnvironmentFiles.reference(source);
      default -> throw new IllegalArgumentException(type);
    }
  }

  private static void key(Subject reference) {
    reference.at("name").format(Format.DNS_SUBDOMAIN);
    reference.at("key").mustKeep(it -> it.format(Format::checkConfigKey));
  }

  /// Whole ConfigMaps and Secrets.
  static void sources(Subject sources) {
    for (var source : sources.elements()) {
      if (!source.at("prefix").isEmpty()) {
        source.at("prefix").format(Format::checkEnvironmentName);
      }
      named(source.at("configMapRef"));
      named(source.at("secretRef"));
      oneOf(sources, source);
    }
  }

  private static void named(Subject reference) {
    if (!reference.isPresent()) {
      return;
    }
    reference.at("name").mustKeep(it -> it.format(EnvironmentValidation::prefixFaults));
  }

  /// These names are examined as if more would follow.
  private static List<String> prefixFaults(String name) {
    var whole = name.endsWith("-") ? name.substring(0, name.length() - 1) + "a" : name;
    return Format.DNS_SUBDOMAIN.check(whole);
  }

  private static void oneOf(Subject sources, Subject source) {
    var both = source.has("configMapRef") && source.has("secretRef");
    var none = !source.has("configMapRef") && !source.has("secretRef");
    if (none) {
      sources.invalid("\"\"", "must specify one of: `configMapRef` or `secretRef`");
    } else if (both) {
      sources.invalid("\"\"", "may not have more than one field specified at a time");
    }
  }
}
