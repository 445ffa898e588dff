package dev.timonier.storage.rocksdb;

import dev.timonier.storage.StoreException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// What a caller gets for a command, and waits with. An interrupt does not end the wait, for what
/// becomes of the command will soon be known.
final class Ticket<R> {
  private final Thread caller = Thread.currentThread();
  private @Nullable R result;
  private @Nullable StoreException failure;
  private volatile boolean settled; // written last, read first

  /// Waits for the outcome. To be called by the thread that made the ticket.
  @SuppressWarnings("NullAway") // without a failure there is a result
  R await() {
    var interrupted = false;
    while (!settled) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw failure;
    }
    return result;
  }

  /// The first outcome is the one that counts.
  void succeed(R outcome) {
    if (!settled) {
      result = outcome;
      settle();
    }
  }

  /// The first outcome is the one that counts.
  void fail(StoreException cause) {
    if (!settled) {
      failure = cause;
      settle();
    }
  }

  private void settle() {
    settled = true;
    LockSupport.unpark(caller);
  }
}
