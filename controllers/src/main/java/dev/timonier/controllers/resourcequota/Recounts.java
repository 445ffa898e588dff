package dev.timonier.controllers.resourcequota;

import dev.timonier.machinery.meta.NamespacedName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Tells when the usage in a quota's status may be lowered to what is counted.
///
/// Admission books what it grants before the object is stored. Whoever counts at that moment counts
/// too little, and would let others have what was granted already. So usage only rises with what is
/// seen, unless something has gone, the quota itself is another, or the time that was set for it
/// has come.
final class Recounts {
  private final InstantSource clock;
  private final Set<NamespacedName> asked = ConcurrentHashMap.newKeySet();
  private final Map<NamespacedName, Instant> set = new ConcurrentHashMap<>();

  Recounts(InstantSource clock) {
    this.clock = clock;
  }

  void ask(NamespacedName quota) {
    asked.add(quota);
  }

  /// Whether to count anew: always the first time. The question is answered by this.
  boolean take(NamespacedName quota) {
    var time = set.get(quota);
    var due = asked.remove(quota) || time == null || !clock.instant().isBefore(time);
    if (due) {
      set.remove(quota);
    }
    return due;
  }

  /// Sets the time of the next count, unless one is set that is earlier.
  ///
  /// @return how long it is until then
  Duration within(NamespacedName quota, Duration wait) {
    var now = clock.instant();
    var time = set.merge(quota, now.plus(wait), (a, b) -> a.isBefore(b) ? a : b);
    return Duration.between(now, time);
  }

  void forget(NamespacedName quota) {
    asked.remove(quota);
    set.remove(quota);
  }
}
