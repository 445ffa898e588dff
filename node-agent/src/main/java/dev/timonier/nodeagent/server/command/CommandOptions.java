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

  /// Whether the command hears that its client has gone: its input ends.
  public boolean feedsInput() {
    return terminal == TerminalMode.NONE && wants(Wanted.INPUT);
  }

  boolean wants(Wanted stream) {
    return streams.contains(stream);
  }
}
