package dev.timonier.machinery.recorder;

import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.ObjectReference;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a recorder wrote lately. Not safe for several threads.
final class RecentEvents {
  private static final Duration COMBINING_INTERVAL = Duration.ofMinutes(10);
  private static final int MOST_SIMILAR = 10;
  private static final double BURST = 25;
  private static final Duration REFILL = Duration.ofMinutes(5);
  private static final int MOST_KEYS = 4096;

  /// What has to be known of an event to count it once more.
  record Written(String name, int count, String firstTimestamp) {}

  private record Similar(Instant last, Set<String> messages) {}

  private record Allowance(Instant at, double left) {}

  private final Time time;
  private final Map<EventKey, Written> written = bounded();
  private final Map<EventKey, Similar> similar = bounded();
  private final Map<ObjectReference, Allowance> allowances = bounded();

  RecentEvents(Time time) {
    this.time = time;
  }

  /// Takes one from the object's allowance: 25 at once, one more every five minutes.
  boolean permits(EventKey key) {
    var now = time.instant();
    var before = allowances.getOrDefault(key.regarding(), new Allowance(now, BURST));
    var gained = (double) Duration.between(before.at(), now).toMillis() / REFILL.toMillis();
    var left = Math.min(BURST, before.left() + gained);
    allowances.put(key.regarding(), new Allowance(now, left < 1 ? left : left - 1));
    return left >= 1;
  }

  /// Whether there were too many similar events, so that this one is to be combined with them.
  boolean isOneOfMany(EventKey key) {
    var now = time.instant();
    var before = similar.get(key.similar());
    var recent = before != null && before.last().plus(COMBINING_INTERVAL).isAfter(now);
    var messages = before != null && recent ? before.messages() : new HashSet<String>();
    messages.add(key.message());
    similar.put(key.similar(), new Similar(now, messages));
    return messages.size() >= MOST_SIMILAR;
  }

  Optional<Written> find(EventKey key) {
    return Optional.ofNullable(written.get(key));
  }

  void remember(EventKey key, Written event) {
    written.put(key, event);
  }

  private static <K, V> Map<K, V> bounded() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MOST_KEYS;
      }
    };
  }
}
