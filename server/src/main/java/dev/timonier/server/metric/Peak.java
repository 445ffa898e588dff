package dev.timonier.server.metric;

import java.util.concurrent.atomic.AtomicInteger;

/// Counts what is under way, and remembers the most there was since it was last looked at.
final class Peak {
  private final AtomicInteger present = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  void enter() {
    var now = present.incrementAndGet();
    if (now > most.get()) {
      most.accumulateAndGet(now, Math::max);
    }
  }

  void leave() {
    present.decrementAndGet();
  }

  int present() {
    return present.get();
  }

  int takeMost() {
    return most.getAndSet(present.get());
  }
}
