package dev.timonier.server.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// A tree that was read, and what strict validation has to say of its text.
///
/// @param remarks faults that YAML tells with their lines
public record Document(JsonNode tree, Duplicates duplicates, List<String> remarks) {
  public static Document of(JsonNode tree) {
    return new Document(tree, new Duplicates(), List.of());
  }
}
