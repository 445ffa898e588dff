package dev.timonier.nodeagent.server.http;

import java.util.ArrayList;
import java.util.List;

/// Whether a client is still connected.
public final class ClientPresence {
  // Both guarded by this.
  private final List<Runnable> listeners = new ArrayList<>();
  private boolean ended;

  public synchronized boolean isOver() {
    return ended;
  }

  /// Calls the listener once, when the client goes or because it has gone.
  public void whenOver(Runnable listener) {
    if (remember(listener)) {
      return;
    }
    listener.run();
  }

  private synchronized boolean remember(Runnable listener) {
    return !ended && listeners.add(listener);
  }

  void end() {
    List<Runnable> told;
    synchronized (this) {
      ended = true;
      told = List.copyOf(listeners);
      listeners.clear();
    }
    told.forEach(Runnable::run);
  }
}
