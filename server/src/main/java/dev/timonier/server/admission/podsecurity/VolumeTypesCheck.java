package dev.timonier.server.admission.podsecurity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The volumes of restricted pods: what Kubernetes itself makes, and what goes through claims.
final class VolumeTypesCheck {
  private static final List<String> ALLOWED =
      List.of(
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "image",
          "persistentVolumeClaim",
          "projected",
          "secret");
  private static final List<String> RESTRICTED =
      List.of(
          "hostPath",
          "gcePersistentDisk",
          "awsElasticBlockStore",
          "gitRepo",
          "nfs",
          "iscsi",
          "glusterfs",
          "rbd",
          "flexVolume",
          "cinder",
          "cephfs",
          "flocker",
          "fc",
          "azureFile",
          "vsphereVolume",
          "quobyte",
          "azureDisk",
          "photonPersistentDisk",
          "portworxVolume",
          "scaleIO",
          "storageos");

  private VolumeTypesCheck() {}

  static Optional<Violation> violation(SecuredPod pod) {
    var bad =
        Trees.stream(pod.spec().path("volumes"))
            .filter(volume -> ALLOWED.stream().noneMatch(volume::hasNonNull))
            .toList();
    return bad.isEmpty() ? Optional.empty() : Optional.of(violation(bad));
  }

  private static Violation violation(List<JsonNode> volumes) {
    var names = volumes.stream().map(SecuredPod::nameOf).toList();
    var types =
        volumes.stream().map(VolumeTypesCheck::type).collect(Collectors.toCollection(TreeSet::new));
    return new Violation(
        "restricted volume types",
        Wording.volumes(names)
            + Wording.uses(names)
            + Wording.plural("restricted volume type", types)
            + " "
            + Wording.quoted(types));
  }

  private static String type(JsonNode volume) {
    return RESTRICTED.stream().filter(volume::hasNonNull).findFirst().orElse("unknown");
  }
}
