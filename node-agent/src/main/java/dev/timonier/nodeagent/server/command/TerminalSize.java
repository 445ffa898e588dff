package dev.timonier.nodeagent.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/// The size of a client's terminal in characters, which arrives as `{"Width":80,"Height":24}`.
record TerminalSize(int width, int height) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Empty when it is none.
  static Optional<TerminalSize> parse(byte[] text) {
    try {
      return of(JSON.readTree(text));
    } catch (IOException malformed) {
      return Optional.empty();
    }
  }

  /// Reads one size after the other, until there are no more.
  static void readAll(InputStream input, Consumer<TerminalSize> sizes) throws IOException {
    try (var values = JSON.readerFor(JsonNode.class).<JsonNode>readValues(input)) {
      while (values.hasNextValue()) {
        of(values.nextValue()).ifPresent(sizes);
      }
    }
  }

  private static Optional<TerminalSize> of(JsonNode tree) {
    var size = new TerminalSize(tree.path("Width").asInt(), tree.path("Height").asInt());
    return Optional.of(size).filter(TerminalSize::isReal);
  }

  private boolean isReal() {
    return width > 0 && height > 0;
  }
}
