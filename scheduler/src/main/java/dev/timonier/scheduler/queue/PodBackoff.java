package dev.timonier.scheduler.queue;

import java.time.Duration;

/// How long a pod waits after its tries: doubling from the first to the longest delay.
public record PodBackoff(Duration first, Duration longest) {
  private static final int MOST_DOUBLINGS = 30;

  /// One second to ten, as `podInitialBackoffSeconds` and `podMaxBackoffSeconds` say by default.
  public static final PodBackoff DEFAULT =
      new PodBackoff(Duration.ofSeconds(1), Duration.ofSeconds(10));

  Duration after(int tries) {
    var delay = first.multipliedBy(1L << Math.min(tries - 1, MOST_DOUBLINGS));
    return delay.compareTo(longest) < 0 ? delay : longest;
  }
}
