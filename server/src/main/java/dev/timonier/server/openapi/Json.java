package dev.timonier.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.json.JsonReader;
import java.nio.charset.StandardCharsets;

/// Reads JSON that is our own.
final class Json {
  private Json() {}

  static JsonNode read(String text) {
    return JsonReader.tree(text.getBytes(StandardCharsets.UTF_8));
  }
}
