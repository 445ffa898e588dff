package dev.timonier.nodeagent.runtime;

import java.util.concurrent.CompletableFuture;

/// A running command or attachment.
public interface StreamSession extends AutoCloseable {
  /// The exit code of a command, once all its output was written; 0 for an attachment that ended.
  CompletableFuture<Integer> exit();

  /// Tells the terminal its new size, in characters.
  void resize(int width, int height);

  /// Ends the session, and the command with it.
  @Override
  void close();
}
