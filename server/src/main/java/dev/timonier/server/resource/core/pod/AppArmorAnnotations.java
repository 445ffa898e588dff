package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Warnings;
import dev.timonier.server.resource.core.podspec.AnnotationKeys;
import java.util.List;
import java.util.Map;

/// Puts profiles that are still given by annotations where they belong
/// (<https://kubernetes.io/docs/tutorials/security/apparmor/>).
final class AppArmorAnnotations {
  private AppArmorAnnotations() {}

  static void apply(ApiObject pod, Warnings warnings) {
    var annotations = pod.metadata().annotations();
    for (var list : List.of("initContainers", "containers")) {
      for (var container : Trees.objects(pod.spec().path(list))) {
        if (isMeant(container, annotations)) {
          apply(container, annotations.getOrDefault(key(container), ""));
          warnings.add(
              "metadata.annotations["
                  + key(container)
                  + "]: deprecated since v1.30; use the \"appArmorProfile\" field instead");
        }
      }
    }
  }

  private static String key(ObjectNode container) {
    return AnnotationKeys.APP_ARMOR + Trees.text(container, "name");
  }

  private static boolean isMeant(ObjectNode container, Map<String, String> annotations) {
    return annotations.containsKey(key(container))
        && !container.path("securityContext").has("appArmorProfile");
  }

  private static void apply(ObjectNode container, String profile) {
    switch (profile) {
      case "runtime/default" -> put(container).put("type", "RuntimeDefault");
      case "unconfined" -> put(container).put("type", "Unconfined");
      default -> {
        if (profile.startsWith(AnnotationKeys.LOCALHOST)) {
          put(container)
              .put("type", "Localhost")
              .put("localhostProfile", profile.substring(AnnotationKeys.LOCALHOST.length()));
        }
      }
    }
  }

  private static ObjectNode put(ObjectNode container) {
    return Trees.child(Trees.child(container, "securityContext"), "appArmorProfile");
  }
}
