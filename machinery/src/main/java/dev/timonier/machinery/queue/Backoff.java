package dev.timonier.machinery.queue;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Delays that double with each failure of a key, from a first one to a longest one; as client-go's
/// item-exponential rate limiter.
public final class Backoff<K> {
  private static final int MOST_DOUBLINGS = 40;

  private final Duration first;
  private final Duration longest;
  private final ConcurrentMap<K, Integer> failures = new ConcurrentHashMap<>();

  public Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
  }

  /// The delays of Kubernetes' controllers: 5 ms to 1000 s.
  public static <K> Backoff<K> ofControllers() {
    return new Backoff<>(Duration.ofMillis(5), Duration.ofSeconds(1000));
  }

  /// Counts a failure and says how long to wait before the next try.
  public Duration next(K key) {
    var count = failures.merge(key, 1, Integer::sum) - 1;
    var delay = first.multipliedBy(1L << Math.min(count, MOST_DOUBLINGS));
    return delay.compareTo(longest) < 0 ? delay : longest;
  }

  /// How often the key failed since it was last forgotten.
  public int failures(K key) {
    return failures.getOrDefault(key, 0);
  }

  /// The key succeeded.
  public void forget(K key) {
    failures.remove(key);
  }
}
