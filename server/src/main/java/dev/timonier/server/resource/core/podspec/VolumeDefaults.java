package dev.timonier.server.resource.core.podspec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.volume.DiskDefaults;

/// What a volume of a pod has where its author said nothing.
final class VolumeDefaults {
  /// Readable by all, writable by the owner.
  private static final long FILE_MODE = 0644;

  private static final long TOKEN_SECONDS = 3600;

  private VolumeDefaults() {}

  static void set(ObjectNode volume) {
    if (hasNoSource(volume)) {
      volume.putObject("emptyDir");
      return;
    }
    for (var source : volume.properties()) {
      if (source.getValue() instanceof ObjectNode details) {
        source(source.getKey(), details);
      }
    }
  }

  private static boolean hasNoSource(ObjectNode volume) {
    for (var field : volume.properties()) {
      if (!field.getKey().equals("name") && !field.getValue().isNull()) {
        return false;
      }
    }
    return true;
  }

  private static void source(String type, ObjectNode source) {
    switch (type) {
      case "secret", "configMap" -> Trees.setDefault(source, "defaultMode", FILE_MODE);
      case "downwardAPI" -> {
        Trees.setDefault(source, "defaultMode", FILE_MODE);
        fieldRefs(source);
      }
      case "projected" -> projected(source);
      case "image" -> image(source);
      case "ephemeral" -> claimTemplate(source.path("volumeClaimTemplate").path("spec"));
      default -> DiskDefaults.set(type, source);
    }
  }

  private static void fieldRefs(JsonNode files) {
    for (var item : files.path("items")) {
      ContainerDefaults.fieldRef(item.path("fieldRef"));
    }
  }

  private static void projected(ObjectNode projected) {
    Trees.setDefault(projected, "defaultMode", FILE_MODE);
    for (var source : projected.path("sources")) {
      fieldRefs(source.path("downwardAPI"));
      if (source.path("serviceAccountToken") instanceof ObjectNode token) {
        Trees.setDefault(token, "expirationSeconds", TOKEN_SECONDS);
      }
    }
  }

  private static void image(ObjectNode image) {
    if (Trees.text(image, "pullPolicy").isEmpty()) {
      image.put("pullPolicy", ImageReference.pullPolicyFor(Trees.text(image, "reference")));
    }
  }

  private static void claimTemplate(JsonNode value) {
    if (value instanceof ObjectNode spec) {
      Trees.setDefault(spec, "volumeMode", "Filesystem");
      ResourceDefaults.roundUpAll(spec.path("resources"));
    }
  }
}
