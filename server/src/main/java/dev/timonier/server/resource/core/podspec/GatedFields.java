package dev.timonier.server.resource.core.podspec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import java.util.List;

/// Takes out the fields of features that are off by default, as if nobody had written them
/// (<https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/>).
final class GatedFields {
  private GatedFields() {}

  static void drop(ObjectNode spec) {
    for (var list : List.of("initContainers", "containers", "ephemeralContainers")) {
      Trees.objects(spec.path(list)).forEach(GatedFields::containerStopSignals);
    }
    spec.path("volumes").forEach(volume -> sources(volume.path("projected").path("sources")));
  }

  private static void containerStopSignals(ObjectNode container) {
    if (container.path("lifecycle") instanceof ObjectNode lifecycle
        && lifecycle.remove("stopSignal") != null
        && lifecycle.isEmpty()) {
      container.remove("lifecycle");
    }
  }

  /// ClusterTrustBundleProjection and PodCertificateRequest.
  private static void sources(JsonNode sources) {
    for (var source : Trees.objects(sources)) {
      source.remove(List.of("clusterTrustBundle", "podCertificate"));
    }
  }
}
