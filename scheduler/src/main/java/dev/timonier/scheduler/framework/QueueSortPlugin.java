package dev.timonier.scheduler.framework;

import java.util.Comparator;

/// Decides which pod comes first. All profiles must have the same one.
public interface QueueSortPlugin extends Plugin {
  Comparator<QueuedPodInfo> order();
}
