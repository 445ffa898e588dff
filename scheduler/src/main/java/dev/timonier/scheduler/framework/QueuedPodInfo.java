package dev.timonier.scheduler.framework;

import dev.timonier.scheduler.snapshot.PodInfo;
import java.time.Instant;

/// A pod that waits to be scheduled.
public interface QueuedPodInfo {
  PodInfo pod();

  /// When the pod was last put into the queue.
  Instant timestamp();
}
