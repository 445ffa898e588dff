package dev.timonier.scheduler.framework;

import dev.timonier.scheduler.snapshot.PodInfo;

/// Makes everything ready on the node before a pod is bound. May block.
public interface PreBindPlugin extends Plugin {
  Status.OfPreBind preBind(CycleState state, PodInfo pod, String nodeName);
}
