package dev.timonier.storage.watch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// Calls the watchers that are in step, all from one thread: with many watchers that is far cheaper
/// than waking a thread for each.
///
/// A watcher that does not return soon must not hold up the others. A monitor looks at the
/// dispatcher now and then; when it finds it in the same call again, it takes that watcher out of
/// step, leaves the thread to it, and lets a new thread go on with the deliveries that wait.
final class Dispatcher {
  /// After so many looks at an idle dispatcher the monitor waits to be roused.
  private static final int QUIET_LOOKS = 200;

  /// So many quick calls earn a slow watcher its place back.
  private static final int PROBATION = 100;

  private final WatchHub hub;
  private final Duration patience;
  private final Thread monitor;
  private Optional<Round> round = Optional.empty(); // touched by the turn's thread
  private volatile Turn turn = new Turn();
  private volatile Thread thread;
  private volatile boolean idle;
  private volatile boolean monitorAsleep;
  private boolean monitored; // touched by the turn's thread
  private volatile boolean finished;

  Dispatcher(WatchHub hub, Duration patience) {
    this.hub = hub;
    this.patience = patience;
    this.thread = threadFor(turn);
    this.monitor =
        Thread.ofPlatform().name("timonier-watch-monitor").daemon().unstarted(this::monitor);
  }

  void start() {
    thread.start();
  }

  /// Says that there is something to do. Cheap unless the dispatcher sleeps.
  void wake() {
    if (idle) {
      LockSupport.unpark(thread);
    }
  }

  private Thread threadFor(Turn next) {
    return Thread.ofPlatform()
        .name("timonier-watch-dispatcher")
        .daemon()
        .unstarted(() -> dispatch(next));
  }

  private void dispatch(Turn mine) {
    while (finishRound(mine)) {
      round = hub.nextRound();
      if (round.isPresent()) {
        rouseMonitor();
      } else if (hub.closed()) {
        finished = true;
        LockSupport.unpark(monitor);
        return;
      } else {
        sleep();
      }
    }
  }

  /// Makes the deliveries that are left; false if the turn ended.
  private boolean finishRound(Turn mine) {
    if (round.isEmpty()) {
      return true;
    }
    var going = round.get();
    while (going.advance()) {
      if (!deliver(going.receiver(), going.delivery(), mine)) {
        return false;
      }
    }
    round = Optional.empty();
    return true;
  }

  private boolean deliver(Subscription watcher, Delivery delivery, Turn mine) {
    if (!watcher.inStep()) {
      delivery.miss(watcher);
      return true;
    }
    if (!watcher.trusted()) {
      hub.deliverApart(watcher, delivery);
      return true;
    }
    if (mine.call(watcher, delivery)) {
      return true;
    }
    watcher.distrust(PROBATION);
    hub.catchUp(watcher);
    return false;
  }

  private void sleep() {
    idle = true;
    if (!hub.hasWork()) {
      LockSupport.park(this);
    }
    idle = false;
  }

  /// There is nothing to look at before the first round.
  private void rouseMonitor() {
    if (!monitored) {
      monitored = true;
      monitor.start();
    } else if (monitorAsleep) {
      LockSupport.unpark(monitor);
    }
  }

  private void monitor() {
    var last = turn.activity();
    var same = 0;
    while (!finished) {
      rest(same);
      var now = turn.activity();
      same = now == last ? same + 1 : 0;
      last = now;
      if (same > 0 && hub.takeOutOfStep(turn, now)) {
        replaceTurn();
      }
    }
  }

  private void rest(int sameLooks) {
    monitorAsleep = sameLooks > QUIET_LOOKS;
    if (monitorAsleep && idle) {
      LockSupport.park(this);
    } else {
      LockSupport.parkNanos(this, patience.toNanos());
    }
    monitorAsleep = false;
  }

  private void replaceTurn() {
    turn = new Turn();
    thread = threadFor(turn);
    thread.start();
  }
}
