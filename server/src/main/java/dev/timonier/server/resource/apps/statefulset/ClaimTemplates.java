package dev.timonier.server.resource.apps.statefulset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;

/// The claims of which each pod of a StatefulSet gets its own.
final class ClaimTemplates {
  private ClaimTemplates() {}

  static void setDefaults(ObjectNode spec) {
    for (var claim : Trees.objects(spec.path("volumeClaimTemplates"))) {
      claim.put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
      Trees.setDefault(Trees.child(claim, "spec"), "volumeMode", "Filesystem");
      Trees.setDefault(Trees.child(claim, "status"), "phase", "Pending");
    }
  }

  /// Whatever the author says, no template is bound.
  static void markPending(JsonNode spec) {
    for (var claim : Trees.objects(spec.path("volumeClaimTemplates"))) {
      claim.putObject("status").put("phase", "Pending");
    }
  }

  /// The template with the claims as volumes, as each pod will have them.
  static Subject mounted(Subject spec) {
    var template = spec.at("template");
    var claims = Trees.objects(spec.at("volumeClaimTemplates").value());
    if (claims.isEmpty() || !(template.value().path("spec") instanceof ObjectNode)) {
      return template;
    }
    var names = claims.stream().map(claim -> Trees.text(claim.path("metadata"), "name")).toList();
    var pod = (ObjectNode) template.value().deepCopy();
    var volumes = Trees.children(Trees.child(pod, "spec"), "volumes");
    volumes.removeIf(volume -> names.contains(Trees.text(volume, "name")));
    for (var name : names) {
      volumes
          .addObject()
          .put("name", name)
          .putObject("persistentVolumeClaim")
          .put("claimName", name);
    }
    return template.with(pod);
  }

  static void validate(Subject claims) {
    for (var claim : claims.elements()) {
      if (claim.at("metadata").at("name").isEmpty()) {
        claim.at("metadata").at("name").required();
      }
    }
  }
}
