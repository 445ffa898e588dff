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
/// seen, unless something has gone, the quota itself is another, or it was long ago.
final class Recounts {
  private final Duration most;
  private final InstantSource clock;
  private final Set<NamespacedName> asked = ConcurrentHashMap.newKeySet();
  private final Map<NamespacedName, Instant> done = new ConcurrentHashMap<>();

  /// @param most how long a count may be relied upon
  Recounts(Duration most, InstantSource clock) {
    this.most = most;
    this.clock = clock;
  }

  void ask(NamespacedName quota) {
    asked.add(quota);
  }

  /// Whether to count anew; the question is answered by this.
  boolean take(NamespacedName quota) {
    var now = clock.instant();
    var last = done.get(quota);
    var due = asked.remove(quota) || last == null || !now.isBefore(last.plus(most));
    if (due) {
      done.put(quota, now);
    }
    return due;
  }

  void forget(NamespacedName quota) {
    asked.remove(quota);
    done.remove(quota);
  }
}
