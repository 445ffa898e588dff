package dev.timonier.nodeagent.server.command;

import dev.timonier.nodeagent.runtime.TerminalMode;
import java.util.Set;

/// Which streams of a command a client wants.
public record CommandOptions(Set<Wanted> streams, TerminalMode terminal) {
  /// A standard stream.
  public enum Wanted {
    INPUT,
    OUTPUT,
    ERROR
  }

  boolean wants(Wanted stream) {
    return streams.contains(stream);
  }
}
