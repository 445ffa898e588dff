package dev.timonier.scheduler.framework;

import dev.timonier.scheduler.snapshot.PodInfo;

/// Assigns a pod to its node. May block. The first plugin that does not skip a pod binds it.
public interface BindPlugin extends Plugin {
  Status.OfBind bind(CycleState state, PodInfo pod, String nodeName);
}
