package dev.timonier.server.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The columns of a kind, and how an object fills them.
public interface Columns {
  List<Column> columns();

  /// The cells of an object's row, one for each column: texts, numbers or booleans.
  ///
  /// @param now for ages
  List<Object> cells(JsonNode object, Instant now);

  /// The order of the objects' rows in a list's table, where that is not the order of the list.
  default Optional<Comparator<JsonNode>> order() {
    return Optional.empty();
  }

  /// Whether a table of no objects has no list of rows, rather than an empty one.
  default boolean lackRowsOfNothing() {
    return false;
  }

  /// Whether what the object stands for has come to its end, and how.
  default Optional<Completion> completion(JsonNode object) {
    return Optional.empty();
  }

  /// @param reason as in `Succeeded`
  record Completion(String reason, String message) {}
}
