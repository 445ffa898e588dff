package dev.timonier.scheduler.framework;

import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;

/// Looks at a pod once before nodes are filtered: can it fit anywhere, which nodes come into
/// question, what is to be remembered for [FilterPlugin].
public interface PreFilterPlugin extends Plugin {
  Status.OfPreFilter preFilter(CycleState state, PodInfo pod);

  /// Brings what is remembered up to date: the pod is tried as if another pod were on a node, too.
  default void added(CycleState state, PodInfo pod, PodInfo other, NodeInfo node) {}

  /// Brings what is remembered up to date: the pod is tried as if another pod were not on its node.
  default void removed(CycleState state, PodInfo pod, PodInfo other, NodeInfo node) {}
}
