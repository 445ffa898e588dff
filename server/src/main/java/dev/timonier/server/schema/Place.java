package dev.timonier.server.schema;

import java.util.Optional;

/// Where a value is read, for messages.
///
/// @param type the type whose field is read
/// @param named what Go calls the type of the value, where its [FieldType] does not tell
record Place(ObjectType type, FieldPath path, Optional<String> named, Wording wording) {
  Place at(int index) {
    return new Place(type, path.at(index), after("[]"), wording);
  }

  Place atKey(String key) {
    return new Place(type, path.atKey(key), after("]"), wording);
  }

  /// What Go calls the elements: `[]types.UID` is a list of `types.UID`, and so is the map
  /// `map[string]types.UID`.
  private Optional<String> after(String bracket) {
    return named
        .filter(name -> name.startsWith("[]") || name.startsWith("map["))
        .map(name -> name.substring(name.indexOf(bracket) + bracket.length()));
  }

  /// @param kind what the type is called unless it has another name
  String goType(String kind) {
    return named.orElse(kind);
  }
}
