package dev.timonier.server.resource.core.podspec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import java.util.List;

/// Takes out the fields of features that are off by default, as if nobody had written them
/// (<https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/>). Done when
/// an object is prepared to be stored: whoever wrote such a field manages it nonetheless.
public final class GatedFields {
  private GatedFields() {}

  /// Takes them out of a specification of pods, if there is one.
  public static void dropFromSpec(JsonNode node) {
    if (!(node instanceof ObjectNode spec)) {
      return;
    }
    for (var list : ContainerLists.ALL) {
      Trees.objects(spec.path(list)).forEach(GatedFields::containerStopSignals);
    }
    spec.path("volumes").forEach(volume -> sources(volume.path("projected").path("sources")));
    spec.remove("schedulingGroup"); // GenericWorkload
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

  /// Takes them out of the status of a pod.
  public static void dropFromStatus(JsonNode node) {
    if (!(node instanceof ObjectNode status)) {
      return;
    }
    for (var list :
        List.of("initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses")) {
      status.path(list).forEach(GatedFields::imageVolumesWithDigest);
    }
    status.remove("nodeAllocatableResourceClaimStatuses"); // DRANodeAllocatableResources
  }

  private static void imageVolumesWithDigest(JsonNode container) {
    Trees.objects(container.path("volumeMounts")).forEach(mount -> mount.remove("volumeStatus"));
  }
}
