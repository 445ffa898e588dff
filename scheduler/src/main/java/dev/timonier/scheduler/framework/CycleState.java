package dev.timonier.scheduler.framework;

import dev.timonier.scheduler.snapshot.Snapshot;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What plugins remember of one pod from one extension point to the next. Written on the scheduling
/// thread only; read there, by the threads that filter and score, and later by the binding cycle.
///
/// ```java
/// private static final CycleState.Key<Terms> TERMS = new CycleState.Key<>();
/// …
/// state.put(TERMS, terms);          // in PreFilter
/// state.get(TERMS).matches(node)    // in Filter, for every node
/// ```
public final class CycleState {
  private static final int USUAL_KEYS = 16;

  /// Where something is remembered; make one for each kind of thing, not for each pod.
  public static final class Key<T> {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final int slot = COUNT.getAndIncrement();

    @SuppressWarnings("unchecked") // put() took only T's for this key
    private T cast(Object value) {
      return (T) value;
    }
  }

  /// A remembered thing that changes while a pod is tried on nodes as they are not. All other
  /// things are never changed once they were put.
  public interface Changing {
    Changing copy();
  }

  private final Snapshot snapshot;
  private @Nullable Object[] values = new Object[USUAL_KEYS];

  public CycleState(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /// The same memory, to be changed apart from this one.
  public CycleState copy() {
    var copy = new CycleState(snapshot);
    copy.values = values.clone();
    for (var i = 0; i < values.length; i++) {
      if (values[i] instanceof Changing changing) {
        copy.values[i] = changing.copy();
      }
    }
    return copy;
  }

  /// The nodes and pods as they were when the cycle began.
  public Snapshot snapshot() {
    return snapshot;
  }

  public <T> void put(Key<T> key, T value) {
    if (key.slot >= values.length) {
      values = Arrays.copyOf(values, key.slot + USUAL_KEYS);
    }
    values[key.slot] = value;
  }

  /// @throws IllegalStateException when nothing was put there
  public <T> T get(Key<T> key) {
    var value = key.slot < values.length ? values[key.slot] : null;
    if (value == null) {
      throw new IllegalStateException("not found in the cycle state: was the extension point run?");
    }
    return key.cast(value);
  }

  public <T> Optional<T> find(Key<T> key) {
    var value = key.slot < values.length ? values[key.slot] : null;
    return value == null ? Optional.empty() : Optional.of(key.cast(value));
  }
}
