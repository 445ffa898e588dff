package dev.timonier.nodeagent.pod;

import io.fabric8.kubernetes.api.model.Pod;

/// Removes a pod from the API for good, after everything of it is gone from the node.
@FunctionalInterface
public interface PodDeletion {
  /// Does nothing when the API has no pod of that uid.
  void delete(Pod pod);
}
