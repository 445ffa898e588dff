package dev.timonier.scheduler.framework;

import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Set;

/// Something that happened in the cluster and may have made waiting pods schedulable.
public sealed interface ClusterEvent {
  /// Whether the event can concern a waiting pod at all: changes of another waiting pod don't, nor
  /// does a pod's own failure to get to a node.
  default boolean concerns(PodInfo pod) {
    return switch (this) {
      case TargetPodUpdated(_, var after, _) -> after.uid().equals(pod.uid());
      case AssignedPodDeleted(var gone) -> !gone.uid().equals(pod.uid());
      case ClusterEvent _ -> true;
    };
  }

  /// A node came; shown without the pods on it.
  record NodeAdded(NodeInfo node) implements ClusterEvent {}

  /// A node changed; shown without the pods on it.
  record NodeUpdated(NodeInfo before, NodeInfo after, Set<NodeChange> changes)
      implements ClusterEvent {}

  /// A node went.
  record NodeDeleted(NodeInfo node) implements ClusterEvent {}

  /// A pod was assigned to a node.
  record AssignedPodAdded(PodInfo pod) implements ClusterEvent {}

  /// A pod that is assigned to a node changed.
  record AssignedPodUpdated(PodInfo before, PodInfo after, Set<PodChange> changes)
      implements ClusterEvent {}

  /// A pod that was assigned to a node went, or one that was assumed to be there will not be.
  record AssignedPodDeleted(PodInfo pod) implements ClusterEvent {}

  /// A volume, a claim or a storage class came, changed or went.
  record StorageChanged(HasMetadata object) implements ClusterEvent {}

  /// The waiting pod itself changed.
  record TargetPodUpdated(PodInfo before, PodInfo after, Set<PodChange> changes)
      implements ClusterEvent {}
}
