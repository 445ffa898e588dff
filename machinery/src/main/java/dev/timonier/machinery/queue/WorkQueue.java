package dev.timonier.machinery.queue;

import dev.timonier.machinery.time.Time;
import dev.timonier.machinery.time.Time.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A queue of keys to work on. A key that is added several times before it is taken is worked on
/// once; a key that is added while it is worked on is worked on again afterwards, never twice at
/// once.
///
/// ```java
/// for (var key = queue.take(); key.isPresent(); key = queue.take()) {
///   try {
///     reconcile(key.get());
///     queue.forget(key.get());
///   } catch (RuntimeException e) {
///     queue.addRateLimited(key.get());
///   } finally {
///     queue.done(key.get());
///   }
/// }
/// ```
public final class WorkQueue<K> implements AutoCloseable {
  private final Time time;
  private final Backoff<K> backoff;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // All guarded by lock.
  private final Queue<K> ready = new ArrayDeque<>();
  private final Set<K> wanted = new HashSet<>();
  private final Set<K> working = new HashSet<>();
  private final Map<K, Delayed> delayed = new HashMap<>();
  private boolean closed;

  private record Delayed(long at, Timer timer) {}

  public WorkQueue(Time time, Backoff<K> backoff) {
    this.time = time;
    this.backoff = backoff;
  }

  /// Asks for work on a key.
  public void add(K key) {
    lock.lock();
    try {
      if (!closed && wanted.add(key) && !working.contains(key)) {
        ready.add(key);
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Asks for work on a key after a delay; of several delays the shortest counts.
  public void addAfter(K key, Duration delay) {
    if (delay.isZero() || delay.isNegative()) {
      add(key);
      return;
    }
    lock.lock();
    try {
      var at = time.nanoTime() + delay.toNanos();
      var present = delayed.get(key);
      if (closed || (present != null && present.at() <= at)) {
        return;
      }
      if (present != null) {
        present.timer().cancel();
      }
      delayed.put(key, new Delayed(at, time.after(delay, () -> due(key, at))));
    } finally {
      lock.unlock();
    }
  }

  /// Asks for work on a key that failed, after a delay that grows with each failure.
  public void addRateLimited(K key) {
    addAfter(key, backoff.next(key));
  }

  /// The key succeeded: its next failure is a first one again.
  public void forget(K key) {
    backoff.forget(key);
  }

  /// How often the key failed in a row.
  public int failures(K key) {
    return backoff.failures(key);
  }

  /// Waits for a key to work on; empty when the queue was closed. Each key that was taken must be
  /// given back with [#done(Object)].
  public Optional<K> take() throws InterruptedException {
    lock.lock();
    try {
      while (ready.isEmpty() && !closed) {
        changed.await();
      }
      if (closed) {
        return Optional.empty();
      }
      var key = ready.remove();
      wanted.remove(key);
      working.add(key);
      return Optional.of(key);
    } finally {
      lock.unlock();
    }
  }

  /// The work on a key that was taken has ended, well or badly.
  public void done(K key) {
    lock.lock();
    try {
      working.remove(key);
      if (wanted.contains(key)) {
        ready.add(key);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Nothing is ready and nothing is worked on; keys may wait for their moment.
  public boolean idle() {
    lock.lock();
    try {
      return ready.isEmpty() && working.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /// How many keys wait to be taken.
  public int size() {
    lock.lock();
    try {
      return ready.size();
    } finally {
      lock.unlock();
    }
  }

  /// Lets every [#take()] return empty; what was not taken is dropped.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      delayed.values().forEach(entry -> entry.timer().cancel());
      delayed.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void due(K key, long at) {
    lock.lock();
    try {
      var entry = delayed.get(key);
      if (entry == null || entry.at() != at) {
        return;
      }
      delayed.remove(key);
    } finally {
      lock.unlock();
    }
    add(key);
  }
}
