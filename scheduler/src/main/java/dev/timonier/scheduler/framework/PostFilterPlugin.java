package dev.timonier.scheduler.framework;

import dev.timonier.scheduler.snapshot.PodInfo;

/// Called when no node will do: tries to make room for the pod.
public interface PostFilterPlugin extends Plugin {
  /// @param verdicts why each node was rejected
  /// @param trials to find out where the pod would fit if others went
  Status.OfPostFilter postFilter(
      CycleState state, PodInfo pod, NodeVerdicts verdicts, Trials trials);
}
