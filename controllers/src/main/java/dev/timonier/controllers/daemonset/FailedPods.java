package dev.timonier.controllers.daemonset;

import dev.timonier.machinery.time.Time;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Makes pods that fail again and again on a node wait before they are replaced: the first not at
/// all, then a second, then twice as long each time, up to a quarter of an hour.
final class FailedPods {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private record Place(String set, String node) {}

  private record Pause(long since, Duration length) {}

  private final Time time;
  private final Map<Place, Pause> pauses = new ConcurrentHashMap<>();

  FailedPods(Time time) {
    this.time = time;
  }

  /// Takes leave to replace a pod now; else says how long to wait.
  ///
  /// @param set its uid
  Optional<Duration> pause(String set, String node) {
    var place = new Place(set, node);
    var present = Optional.ofNullable(pauses.get(place));
    var left = present.map(pause -> pause.length().minus(since(pause))).orElse(Duration.ZERO);
    if (left.isPositive()) {
      return Optional.of(left);
    }
    var next = present.filter(this::isRecent).map(pause -> pause.length().multipliedBy(2));
    pauses.put(place, new Pause(time.nanoTime(), next.map(FailedPods::capped).orElse(FIRST)));
    return Optional.empty();
  }

  private boolean isRecent(Pause pause) {
    return since(pause).compareTo(LONGEST.multipliedBy(2)) < 0;
  }

  private Duration since(Pause pause) {
    return Duration.ofNanos(time.nanoTime() - pause.since());
  }

  private static Duration capped(Duration length) {
    return length.compareTo(LONGEST) < 0 ? length : LONGEST;
  }

  /// The set is gone.
  void forget(String set) {
    pauses.keySet().removeIf(place -> place.set().equals(set));
  }
}
