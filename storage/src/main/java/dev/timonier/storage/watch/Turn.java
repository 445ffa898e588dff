package dev.timonier.storage.watch;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// One thread's time as the dispatcher. It ends early when a watcher keeps the thread for too long:
/// a successor then takes over everything but that watcher.
final class Turn {
  /// What the thread is doing; compared by identity, so that each call differs from the next.
  private sealed interface State {
    /// A watcher is being called.
    final class Calling implements State {
      private final Subscription watcher;

      Calling(Subscription watcher) {
        this.watcher = watcher;
      }
    }

    enum Fixed implements State {
      WORKING,
      REPLACED
    }
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.Fixed.WORKING);

  /// Calls a watcher; false if the turn ended meanwhile.
  boolean call(Subscription watcher, Delivery delivery) {
    var call = new State.Calling(watcher);
    state.set(call);
    delivery.tell(watcher);
    return state.compareAndSet(call, State.Fixed.WORKING);
  }

  /// The call under way, to be compared with an earlier one.
  Object activity() {
    return state.get();
  }

  /// Ends the turn if this call is still under way, and returns whom it keeps calling.
  Optional<Subscription> endDuring(Object activity) {
    return activity instanceof State.Calling call && state.compareAndSet(call, State.Fixed.REPLACED)
        ? Optional.of(call.watcher)
        : Optional.empty();
  }
}
