package dev.timonier.controllers.runtime;

import dev.timonier.machinery.time.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What a controller has asked for and not seen yet. Until it has, its store is behind, and acting
/// on it would, say, create the same pods twice. Expectations that are not met within five minutes
/// are dropped.
public final class Expectations<K> {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Time time;
  private final Map<K, Expected> expected = new HashMap<>(); // guarded by this

  private static final class Expected {
    private final long since;
    private int creations;
    private final Set<String> deletions;

    private Expected(long since, int creations, Set<String> deletions) {
      this.since = since;
      this.creations = creations;
      this.deletions = deletions;
    }

    private boolean met() {
      return creations <= 0 && deletions.isEmpty();
    }
  }

  public Expectations(Time time) {
    this.time = time;
  }

  public synchronized void expectCreations(K key, int count) {
    expect(key, count, Set.of());
  }

  /// @param uids of the objects that are about to be deleted
  public synchronized void expectDeletions(K key, Set<String> uids) {
    expect(key, 0, uids);
  }

  /// @param creations how many objects are about to be created
  /// @param deletions uids of the objects that are about to be deleted
  public synchronized void expect(K key, int creations, Set<String> deletions) {
    expected.put(key, new Expected(time.nanoTime(), creations, new HashSet<>(deletions)));
  }

  /// A creation was seen, or will never be.
  public synchronized void created(K key) {
    var present = expected.get(key);
    if (present != null) {
      present.creations--;
    }
  }

  /// A deletion was seen, or will never be.
  public synchronized void deleted(K key, String uid) {
    var present = expected.get(key);
    if (present != null) {
      present.deletions.remove(uid);
    }
  }

  /// All that was asked for was seen, so that the store can be trusted.
  public synchronized boolean met(K key) {
    var present = expected.get(key);
    return present == null || present.met() || time.nanoTime() - present.since > LONGEST.toNanos();
  }

  /// The object behind the key is gone.
  public synchronized void forget(K key) {
    expected.remove(key);
  }
}
