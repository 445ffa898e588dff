package dev.timonier.scheduler.queue;

import dev.timonier.scheduler.framework.ClusterEvent;
import dev.timonier.scheduler.framework.QueuedPodInfo;
import dev.timonier.scheduler.framework.QueueingHint;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.Comparator;
import java.util.Optional;

/// What the plugins say about waiting pods. Called with the queue's lock held: must be quick.
public interface QueueingRules {
  /// Which pod comes first.
  Comparator<QueuedPodInfo> order();

  /// The plugin that does not let a pod into the active queue.
  Optional<String> gate(PodInfo pod);

  /// Whether an event may help a pod that a plugin rejected.
  QueueingHint hint(PodInfo pod, String rejector, ClusterEvent event);
}
