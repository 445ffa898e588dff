package dev.timonier.nodeagent.server.command;

import org.jspecify.annotations.Nullable;

/// Tells a listener that the client has gone, even if it went before anyone listened.
final class ClientWatch {
  // Both guarded by this.
  private CommandConnection.@Nullable Listener listener;
  private boolean gone;

  void listen(CommandConnection.Listener newListener) {
    synchronized (this) {
      listener = newListener;
      if (!gone) {
        return;
      }
    }
    newListener.gone();
  }

  void gone() {
    CommandConnection.Listener told;
    synchronized (this) {
      gone = true;
      told = listener;
    }
    if (told != null) {
      told.gone();
    }
  }
}
