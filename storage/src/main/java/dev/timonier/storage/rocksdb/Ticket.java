package dev.timonier.storage.rocksdb;

import dev.timonier.storage.StoreException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// What a caller gets for a command, and waits with. An interrupt does not end the wait, for what
/// becomes of the command will soon be known.
final class Ticket<R> {
  private final Thread caller = Thread.currentThread();
  private volatile Optional<Supplier<R>> outcome = Optional.empty();

  /// Waits for the outcome. To be called by the thread that made the ticket.
  R await() {
    var interrupted = false;
    while (outcome.isEmpty()) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return outcome.get().get();
  }

  void succeed(R result) {
    settle(() -> result);
  }

  void fail(StoreException cause) {
    settle(
        () -> {
          throw cause;
        });
  }

  private void settle(Supplier<R> result) {
    outcome = Optional.of(result);
    LockSupport.unpark(caller);
  }
}
