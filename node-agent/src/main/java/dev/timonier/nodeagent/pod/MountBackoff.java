package dev.timonier.nodeagent.pod;

import java.time.Duration;
import java.time.Instant;

/// When volumes that cannot be mounted are worth another event: half a second after the first, then
/// after twice as long each time, up to 2 min 2 s. Tries go on meanwhile, so that a Secret that
/// comes late is found soon.
final class MountBackoff {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(122);

  private Duration delay = FIRST;
  private Instant next = Instant.MIN;

  /// Whether a failure is to be told now.
  boolean tells(Instant now) {
    if (now.isBefore(next)) {
      return false;
    }
    next = now.plus(delay);
    var doubled = delay.multipliedBy(2);
    delay = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return true;
  }

  void succeeded() {
    delay = FIRST;
    next = Instant.MIN;
  }
}
