package dev.timonier.scheduler.framework;

import dev.timonier.scheduler.snapshot.PodInfo;

/// Says which events in the cluster may help a pod that this plugin rejected, so that the others
/// don't cause tries in vain. A plugin that does not implement it lets its pods be tried again
/// after every event.
public interface EnqueueExtensions extends Plugin {
  /// @param pod was rejected by this plugin when it was last tried
  QueueingHint hint(PodInfo pod, ClusterEvent event);
}
