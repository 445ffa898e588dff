package dev.timonier.nodeagent.server.command;

import dev.timonier.nodeagent.runtime.StandardStreams;
import java.io.IOException;

/// A client that is connected to a command, whatever protocol it speaks.
public interface CommandConnection extends AutoCloseable {
  /// The client's ends of the streams.
  StandardStreams streams();

  /// Begins to take what the client sends; nothing is taken before.
  void start(Listener listener);

  /// Tells the client how the command ended.
  void finish(CommandEnd end) throws IOException;

  @Override
  void close();

  /// Hears what the client says beside the streams.
  interface Listener {
    /// The client's terminal has a new size, in characters.
    void resized(int width, int height);

    /// The client has gone, with or without a word.
    void gone();
  }
}
