package dev.timonier.scheduler.plugin.volumebinding;

import dev.timonier.machinery.selector.RequiredNodes;
import dev.timonier.scheduler.plugin.volumebinding.PodClaims.Ready;
import dev.timonier.scheduler.snapshot.NodeInfo;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.TopologySelectorTerm;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// From which nodes volumes can be reached, or could if they were made.
final class Reach {
  private static final String NO_VOLUME =
      "node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)";
  private static final String OTHER_NODE = "node(s) didn't match PersistentVolume's node affinity";
  private static final String NOTHING_TO_BIND =
      "node(s) didn't find available persistent volumes to bind";
  private static final String NO_PROVISIONER = "kubernetes.io/no-provisioner";

  private final Volumes volumes;

  Reach(Volumes volumes) {
    this.volumes = volumes;
  }

  /// Why the volumes cannot be had on a node; empty where they can.
  List<String> obstacles(Ready claims, NodeInfo node) {
    var reasons = new TreeSet<String>();
    claims.bound().forEach(claim -> bound(claim, node).ifPresent(reasons::add));
    if (!claims.delayed().stream().allMatch(claim -> canBeMade(claim, node))) {
      reasons.add(NOTHING_TO_BIND);
    }
    return List.copyOf(reasons);
  }

  private Optional<String> bound(PersistentVolumeClaim claim, NodeInfo node) {
    var volume = volumes.volume(claim);
    if (volume.isEmpty()) {
      return Optional.of(NO_VOLUME);
    }
    return nodes(volume.get()).matches(node.name(), node.labels())
        ? Optional.empty()
        : Optional.of(OTHER_NODE);
  }

  private static RequiredNodes nodes(PersistentVolume volume) {
    var affinity = volume.getSpec().getNodeAffinity();
    return affinity == null || affinity.getRequired() == null
        ? RequiredNodes.ALL
        : RequiredNodes.of(affinity.getRequired());
  }

  /// A claim for which a node was chosen before stays with it.
  private boolean canBeMade(PersistentVolumeClaim claim, NodeInfo node) {
    var selected = Volumes.annotation(claim, SelectedNode.ANNOTATION);
    return selected.map(name -> name.equals(node.name())).orElse(true)
        && volumes
            .storageClass(claim)
            .filter(found -> !NO_PROVISIONER.equals(found.getProvisioner()))
            .filter(found -> allows(found, node))
            .isPresent();
  }

  private static boolean allows(StorageClass storageClass, NodeInfo node) {
    var terms = storageClass.getAllowedTopologies();
    return terms == null || terms.isEmpty() || terms.stream().anyMatch(term -> matches(term, node));
  }

  private static boolean matches(TopologySelectorTerm term, NodeInfo node) {
    return term.getMatchLabelExpressions().stream()
        .allMatch(label -> label.getValues().contains(node.labels().get(label.getKey())));
  }
}
