package dev.timonier.server.filter;

import dev.timonier.machinery.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Many moments, nearly all of which are called off before they come. Only one timer waits, for the
/// earliest, so that to set a moment costs next to nothing.
final class Deadlines {
  private static final long NEVER = Long.MAX_VALUE;

  private final Time time;
  private final Set<Deadline> waiting = ConcurrentHashMap.newKeySet();
  private volatile long armed = NEVER; // written under the lock

  Deadlines(Time time) {
    this.time = time;
  }

  /// A moment, and what happens then.
  final class Deadline {
    private final long moment;
    private final Runnable expiry;

    private Deadline(long moment, Runnable expiry) {
      this.moment = moment;
      this.expiry = expiry;
    }

    void callOff() {
      waiting.remove(this);
    }
  }

  Deadline after(Duration delay, Runnable expiry) {
    var deadline = new Deadline(time.nanoTime() + delay.toNanos(), expiry);
    waiting.add(deadline);
    arm(deadline.moment);
    return deadline;
  }

  private void arm(long moment) {
    if (armed > moment) {
      armEarlier(moment);
    }
  }

  private synchronized void armEarlier(long moment) {
    if (armed > moment) {
      armed = moment;
      time.after(Duration.ofNanos(moment - time.nanoTime()), this::expire);
    }
  }

  private synchronized void disarm() {
    armed = NEVER;
  }

  /// Looks after it disarmed: who comes later arms again.
  private void expire() {
    disarm();
    var now = time.nanoTime();
    var next = NEVER;
    var expired = new ArrayList<Deadline>();
    for (var deadline : waiting) {
      if (deadline.moment <= now) {
        expired.add(deadline);
      } else {
        next = Math.min(next, deadline.moment);
      }
    }
    expired.stream().filter(waiting::remove).forEach(deadline -> deadline.expiry.run());
    if (next != NEVER) {
      arm(next);
    }
  }
}
