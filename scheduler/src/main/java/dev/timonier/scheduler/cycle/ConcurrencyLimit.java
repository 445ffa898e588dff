package dev.timonier.scheduler.cycle;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Lets only so many do something at once; the others wait.
public final class ConcurrencyLimit {
  private final Semaphore permits;

  public ConcurrencyLimit(int most) {
    permits = new Semaphore(most);
  }

  <T> T run(Supplier<T> task) {
    permits.acquireUninterruptibly();
    try {
      return task.get();
    } finally {
      permits.release();
    }
  }
}
