package dev.timonier.server.resource.core.podspec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Annotations by which pods said, before there was a field for it, which containers begin. They
/// are dropped, so that nobody who still reads them is misled.
final class OldAnnotations {
  private static final List<String> NAMES =
      List.of(
          "pod.beta.kubernetes.io/init-containers",
          "pod.alpha.kubernetes.io/init-containers",
          "pod.beta.kubernetes.io/init-container-statuses",
          "pod.alpha.kubernetes.io/init-container-statuses");

  private OldAnnotations() {}

  /// @param object a pod or the template of one
  static void drop(ObjectNode object) {
    if (object.path("metadata") instanceof ObjectNode metadata
        && metadata.path("annotations") instanceof ObjectNode annotations
        && annotations.remove(NAMES).isEmpty()) {
      metadata.remove("annotations");
    }
  }
}
