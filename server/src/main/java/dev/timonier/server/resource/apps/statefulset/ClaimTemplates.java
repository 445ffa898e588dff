package dev.timonier.server.resource.apps.statefulset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.volume.ClaimRules;
import dev.timonier.server.validation.Subject;
import java.util.List;

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

  /// The template as each pod will have it: with the claims as volumes, and without names of hosts,
  /// which the controller gives.
  static Subject ofPods(Subject spec) {
    var template = spec.at("template");
    if (!(template.value().path("spec") instanceof ObjectNode)) {
      return template;
    }
    var pod = (ObjectNode) template.value().deepCopy();
    Trees.child(pod, "spec").remove(List.of("hostname", "subdomain"));
    var claims = Trees.objects(spec.at("volumeClaimTemplates").value());
    if (!claims.isEmpty()) {
      mount(claims, pod);
    }
    return template.with(pod);
  }

  private static void mount(List<ObjectNode> claims, ObjectNode pod) {
    var names =
        claims.stream()
            .map(claim -> Trees.text(claim.path("metadata"), "name"))
            .distinct()
            .toList();
    var volumes = Trees.children(Trees.child(pod, "spec"), "volumes");
    volumes.removeIf(volume -> names.contains(Trees.text(volume, "name")));
    for (var i = 0; i < names.size(); i++) {
      volumes
          .insertObject(i)
          .put("name", names.get(i))
          .putObject("persistentVolumeClaim")
          .put("claimName", names.get(i));
    }
  }

  static void validate(Subject claims) {
    claims.elements().forEach(claim -> ClaimRules.validate(claim.at("spec")));
  }
}
