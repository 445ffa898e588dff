package dev.timonier.nodeagent.pull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// How long failed pulls wait before the next try: 10 s, doubling to 5 min.
final class PullBackoff {
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private record Entry(Duration delay, Instant failed, String cause) {}

  /// A pull that must wait.
  ///
  /// @param cause why the last one failed
  record Pause(Duration left, String cause) {}

  private final InstantSource clock;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  PullBackoff(InstantSource clock) {
    this.clock = clock;
  }

  Optional<Pause> pause(String key) {
    return Optional.ofNullable(entries.get(key))
        .map(entry -> new Pause(left(entry), entry.cause()))
        .filter(pause -> pause.left().isPositive());
  }

  void failed(String key, String cause) {
    var now = clock.instant();
    entries.merge(
        key,
        new Entry(FIRST, now, cause),
        (before, fresh) -> new Entry(longer(before.delay()), now, cause));
  }

  void succeeded(String key) {
    entries.remove(key);
  }

  void forget(String prefix) {
    entries.keySet().removeIf(key -> key.startsWith(prefix));
  }

  private Duration left(Entry entry) {
    return Duration.between(clock.instant(), entry.failed().plus(entry.delay()));
  }

  private static Duration longer(Duration delay) {
    var doubled = delay.multipliedBy(2);
    return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
  }
}
