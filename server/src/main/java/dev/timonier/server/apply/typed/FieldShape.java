package dev.timonier.server.apply.typed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.apply.fieldset.FieldName;
import java.util.Optional;

/// A declared field.
///
/// @param defaultValue counts when the field is a key and is left out
public record FieldShape(
    FieldName element, MergeType type, Optional<JsonNode> defaultValue, Ownership ownership) {

  /// Who may own a field.
  public enum Ownership {
    /// Whoever sets it.
    MANAGERS,
    /// The server; changes of the field are nobody's.
    SERVER
  }
}
