package dev.timonier.server.serviceaccount;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The secrets that a pod names, wherever it names them.
final class SecretReferences {
  private static final List<String> CONTAINERS =
      List.of("initContainers", "containers", "ephemeralContainers");

  private SecretReferences() {}

  /// The names of all of them.
  static Set<String> all(ApiObject pod) {
    var names = new HashSet<String>();
    addNames(names, pod.spec().path("imagePullSecrets"), "name");
    for (var list : CONTAINERS) {
      for (var container : Trees.objects(pod.spec().path(list))) {
        addContainer(names, container);
      }
    }
    pod.spec().path("volumes").forEach(volume -> addVolume(names, volume));
    names.remove("");
    return names;
  }

  private static void addContainer(Set<String> names, ObjectNode container) {
    for (var source : container.path("envFrom")) {
      names.add(Trees.text(source.path("secretRef"), "name"));
    }
    for (var variable : container.path("env")) {
      names.add(Trees.text(variable.path("valueFrom").path("secretKeyRef"), "name"));
    }
  }

  /// A volume names secrets in `secretName` or `secretRef.name`, or in `secret.name` where several
  /// sources are projected.
  private static void addVolume(Set<String> names, JsonNode volume) {
    for (var source : volume) {
      if (source.isObject()) {
        names.add(Trees.text(source, "secretName"));
        names.add(Trees.text(source.path("secretRef"), "name"));
        names.add(Trees.text(source.path("nodePublishSecretRef"), "name"));
      }
    }
    for (var projected : volume.path("projected").path("sources")) {
      names.add(Trees.text(projected.path("secret"), "name"));
    }
  }

  private static void addNames(Set<String> names, JsonNode references, String field) {
    references.forEach(reference -> names.add(Trees.text(reference, field)));
  }
}
