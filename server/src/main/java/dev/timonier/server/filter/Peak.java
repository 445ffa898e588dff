package dev.timonier.server.filter;

import java.util.concurrent.atomic.AtomicInteger;

/// Counts what is under way, and remembers the most there was since it was last looked at.
public final class Peak {
  private final AtomicInteger present = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  public void enter() {
    var now = present.incrementAndGet();
    if (now > most.get()) {
      most.accumulateAndGet(now, Math::max);
    }
  }

  /// Enters unless there are as many as there may be.
  ///
  /// @param limit 0 for any number
  boolean enter(int limit) {
    enter();
    if (limit > 0 && present.get() > limit) {
      leave();
      return false;
    }
    return true;
  }

  public void leave() {
    present.decrementAndGet();
  }

  public int present() {
    return present.get();
  }

  public int takeMost() {
    return most.getAndSet(present.get());
  }
}
