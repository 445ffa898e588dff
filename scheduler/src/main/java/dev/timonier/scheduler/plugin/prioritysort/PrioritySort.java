package dev.timonier.scheduler.plugin.prioritysort;

import dev.timonier.scheduler.framework.QueueSortPlugin;
import dev.timonier.scheduler.framework.QueuedPodInfo;
import java.util.Comparator;

/// Pods of higher priority come first, of equal ones those that were queued earlier.
public final class PrioritySort implements QueueSortPlugin {
  public static final String NAME = "PrioritySort";

  private static final Comparator<QueuedPodInfo> ORDER =
      Comparator.<QueuedPodInfo>comparingInt(queued -> queued.pod().priority())
          .reversed()
          .thenComparing(QueuedPodInfo::timestamp);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Comparator<QueuedPodInfo> order() {
    return ORDER;
  }
}
