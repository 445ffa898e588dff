package dev.timonier.server.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/// A field of a type.
///
/// @param place among the fields of its type, from 0
/// @param wire where the field stands in protobuf messages: its number, after the numbers of the
///   messages that are embedded around it
/// @param list what the elements of a list are to server-side apply; atomic unless declared
///   otherwise
/// @param map whether a map or object is one value to server-side apply
/// @param values the permitted values that OpenAPI shows
/// @param defaultValue what OpenAPI shows as default
/// @param go what messages call it and its values
public record Field(
    String name,
    int place,
    List<Integer> wire,
    FieldType type,
    Presence presence,
    Requirement requirement,
    Optional<ListSemantics> list,
    MapSemantics map,
    PatchStrategy patch,
    List<String> values,
    Optional<JsonNode> defaultValue,
    GoNames go) {

  /// What Go's decoder calls a field in messages.
  ///
  /// @param path its name after those of the structs that are embedded around it:
  ///   `VolumeSource.hostPath`
  /// @param type the type of its values where [FieldType] does not tell: `types.UID`
  record GoNames(String path, Optional<String> type) {}

  /// Whether OpenAPI demands the field.
  public enum Requirement {
    REQUIRED,
    OPTIONAL
  }

  /// What a map is to server-side apply: granular, too, when nothing is said.
  public enum MapSemantics {
    UNSAID,
    GRANULAR,
    ATOMIC
  }
}
