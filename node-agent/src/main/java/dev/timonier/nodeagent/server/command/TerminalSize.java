package dev.timonier.nodeagent.server.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/// The size of a client's terminal in characters, which arrives as `{"Width":80,"Height":24}`.
record TerminalSize(int width, int height) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Empty when it is none.
  static Optional<TerminalSize> parse(byte[] text) {
    try {
      var tree = JSON.readTree(text);
      var size = new TerminalSize(tree.path("Width").asInt(), tree.path("Height").asInt());
      return Optional.of(size).filter(TerminalSize::isReal);
    } catch (IOException malformed) {
      return Optional.empty();
    }
  }

  private boolean isReal() {
    return width > 0 && height > 0;
  }
}
