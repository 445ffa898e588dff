package dev.timonier.scheduler.framework;

/// Whether an event may have made a pod schedulable.
public enum QueueingHint {
  /// It may: try again.
  QUEUE,
  /// It cannot.
  SKIP;

  public static QueueingHint queueIf(boolean helps) {
    return helps ? QUEUE : SKIP;
  }
}
