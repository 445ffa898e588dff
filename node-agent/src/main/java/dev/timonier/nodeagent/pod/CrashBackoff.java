package dev.timonier.nodeagent.pod;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// How long containers that ended wait before they start again: 10 s, doubling to 5 min; from the
/// beginning again after a container ran for 10 min.
///
/// The first restart is immediate: the delay counts from the second end on.
final class CrashBackoff {
  static final Duration FIRST = Duration.ofSeconds(10);
  static final Duration LONGEST = Duration.ofMinutes(5);

  private static final Duration RESET = LONGEST.multipliedBy(2);

  private record Entry(Duration delay, Instant updated) {}

  private final InstantSource clock;
  private final Map<String, Entry> entries = new HashMap<>();

  CrashBackoff(InstantSource clock) {
    this.clock = clock;
  }

  /// A start that must wait.
  ///
  /// @param delay the whole delay
  /// @param left of it
  record Pause(Duration delay, Duration left) {}

  /// Whether the next start of a container must wait, given when it ended.
  Optional<Pause> pause(String container, Instant ended) {
    var entry = entries.get(container);
    if (entry == null || isExpired(entry, ended)) {
      return Optional.empty();
    }
    var left = Duration.between(clock.instant(), ended.plus(entry.delay()));
    return left.isPositive() ? Optional.of(new Pause(entry.delay(), left)) : Optional.empty();
  }

  /// The container starts again after it ended: next time it waits longer.
  void restarted(String container, Instant ended) {
    entries.merge(
        container,
        new Entry(FIRST, clock.instant()),
        (before, fresh) ->
            isExpired(before, ended) ? fresh : new Entry(longer(before), fresh.updated()));
  }

  private static boolean isExpired(Entry entry, Instant ended) {
    return Duration.between(entry.updated(), ended).compareTo(RESET) > 0;
  }

  private static Duration longer(Entry entry) {
    var doubled = entry.delay().multipliedBy(2);
    return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
  }
}
