package dev.timonier.server.admission.podsecurity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.object.Trees;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tells the updates of pods that are checked, because an image is another or a container is new,
/// from those that let a pod that once was allowed live on.
final class ContainerChanges {
  private ContainerChanges() {}

  static boolean matter(AdmissionRequest request) {
    return request
        .old()
        .map(old -> matter(old.spec(), request.object().orElseThrow().spec()))
        .orElse(true);
  }

  private static boolean matter(JsonNode old, JsonNode next) {
    return !images(old, "containers").equals(images(next, "containers"))
        || !images(old, "initContainers").equals(images(next, "initContainers"))
        || !ephemeral(old).entrySet().containsAll(ephemeral(next).entrySet());
  }

  private static List<String> images(JsonNode spec, String list) {
    return Trees.stream(spec.path(list)).map(c -> Trees.text(c, "image")).toList();
  }

  private static Map<String, String> ephemeral(JsonNode spec) {
    var images = new HashMap<String, String>();
    for (var container : spec.path("ephemeralContainers")) {
      images.put(SecuredPod.nameOf(container), Trees.text(container, "image"));
    }
    return images;
  }
}
