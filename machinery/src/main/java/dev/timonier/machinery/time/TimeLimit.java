package dev.timonier.machinery.time;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/// Interrupts blocking work that takes too long.
public final class TimeLimit {
  private TimeLimit() {}

  /// Work that an interrupt ends.
  @FunctionalInterface
  public interface Work<T> {
    T run() throws InterruptedException;
  }

  /// Work without a result.
  @FunctionalInterface
  public interface Action {
    void run() throws InterruptedException;
  }

  private enum State {
    RUNNING,
    DONE,
    EXPIRED
  }

  /// Runs work on the calling thread and interrupts it when the limit has passed.
  ///
  /// @throws TimeoutException when the limit ended the work
  /// @throws InterruptedException when someone else did
  public static <T> T call(Time time, Duration limit, Work<T> work)
      throws TimeoutException, InterruptedException {
    var state = new AtomicReference<>(State.RUNNING);
    var thread = Thread.currentThread();
    var timer = time.after(limit, () -> expire(state, thread));
    try {
      return work.run();
    } catch (InterruptedException e) {
      if (state.get() == State.EXPIRED) {
        throw timeout(limit);
      }
      throw e;
    } finally {
      timer.cancel();
      end(state);
    }
  }

  /// As [#call(Time, Duration, Work)].
  public static void run(Time time, Duration limit, Action action)
      throws TimeoutException, InterruptedException {
    call(
        time,
        limit,
        () -> {
          action.run();
          return true;
        });
  }

  private static TimeoutException timeout(Duration limit) {
    return new TimeoutException("took longer than " + limit);
  }

  /// Under the lock, so that the interrupt cannot hit what the thread does after the work.
  private static void expire(AtomicReference<State> state, Thread thread) {
    synchronized (state) {
      if (state.compareAndSet(State.RUNNING, State.EXPIRED)) {
        thread.interrupt();
      }
    }
  }

  private static void end(AtomicReference<State> state) {
    synchronized (state) {
      if (!state.compareAndSet(State.RUNNING, State.DONE)) {
        Thread.interrupted();
      }
    }
  }
}
