package dev.timonier.server.resource.core.podspec;

import dev.timonier.server.resource.core.volume.PathRules;
import dev.timonier.server.validation.Subject;

/// Volumes whose files come from Secrets, ConfigMaps and the pod itself.
final class FileVolumes {
  private FileVolumes() {}

  static void secret(Subject secret) {
    secret.at("secretName").mustBePresent("");
    PathRules.mode(secret.at("defaultMode"));
    secret.at("items").elements().forEach(PathRules::keyToPath);
  }

  static void configMap(Subject configMap) {
    configMap.at("name").mustBePresent("");
    PathRules.mode(configMap.at("defaultMode"));
    configMap.at("items").elements().forEach(PathRules::keyToPath);
  }

  static void downwardApi(Subject volume) {
    PathRules.mode(volume.at("defaultMode"));
    for (var file : volume.at("items").elements()) {
      downwardApiFile(volume.with(file.value()));
    }
  }

  /// A file that tells something of the pod; its faults are told of the volume.
  static void downwardApiFile(Subject file) {
    file.at("path").mustBePresent("");
    PathRules.ofFile(file.at("path"));
    if (file.has("fieldRef")) {
      FieldReferences.field(file.at("fieldRef"), FieldReferences.OF_FILES);
      if (file.has("resourceFieldRef")) {
        file.invalid(
            Subject.quote("resource"),
            "fieldRef and resourceFieldRef can not be specified simultaneously");
      }
    } else if (file.has("resourceFieldRef")) {
      FieldReferences.resourceOfFile(file.at("resourceFieldRef"));
    } else {
      file.required("one of fieldRef and resourceFieldRef is required");
    }
    PathRules.mode(file.at("mode"));
  }
}
