package dev.timonier.scheduler.framework;

import dev.timonier.scheduler.snapshot.PodInfo;

/// Sets aside what a pod needs on the node that was chosen.
public interface ReservePlugin extends Plugin {
  Status.OfReserve reserve(CycleState state, PodInfo pod, String nodeName);

  /// Gives it back, since the pod will not be bound there after all. Called in reverse order, also
  /// for plugins that did not reserve anything; must not fail, and may be called twice.
  void unreserve(CycleState state, PodInfo pod, String nodeName);
}
