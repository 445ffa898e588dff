package dev.timonier.server.filter;

import dev.timonier.machinery.time.Time;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A server's way out: it says that it is not ready, takes no more requests, and waits until the
/// replies to those that are under way have been written.
public final class Shutdown {
  private final Time time;
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private volatile boolean begun;
  private int underWay; // guarded by this
  private boolean refuses; // guarded by this

  public Shutdown(Time time) {
    this.time = time;
  }

  /// From now on the server says that it is not ready.
  public void begin() {
    begun = true;
  }

  public boolean hasBegun() {
    return begun;
  }

  /// From now on requests are turned away.
  public synchronized void refuse() {
    refuses = true;
    if (underWay == 0) {
      drained.complete(null);
    }
  }

  /// Waits until no request is under way any more.
  ///
  /// @param most how long at most
  public void awaitDrained(Duration most) {
    var timer = time.after(most, () -> drained.complete(null));
    drained.join();
    timer.cancel();
  }

  /// @return false when no more requests are taken
  synchronized boolean enter() {
    if (!refuses) {
      underWay++;
    }
    return !refuses;
  }

  synchronized void leave() {
    underWay--;
    if (refuses && underWay == 0) {
      drained.complete(null);
    }
  }
}
