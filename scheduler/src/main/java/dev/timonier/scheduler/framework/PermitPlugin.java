package dev.timonier.scheduler.framework;

import dev.timonier.scheduler.snapshot.PodInfo;

/// Prevents or delays the binding of a pod.
public interface PermitPlugin extends Plugin {
  Status.OfPermit permit(CycleState state, PodInfo pod, String nodeName);
}
