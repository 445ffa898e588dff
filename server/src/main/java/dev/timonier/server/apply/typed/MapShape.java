package dev.timonier.server.apply.typed;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The shape of objects and maps: the fields that are declared, and the type of all others.
///
/// @param fields may be filled until the shape is used first, so that types can contain themselves
/// @param others the type of fields that are not declared; none when all must be
public record MapShape(
    Map<String, FieldShape> fields, Semantics semantics, Optional<Supplier<MergeType>> others) {

  /// What a map is to server-side apply.
  public enum Semantics {
    /// Each field has owners of its own.
    GRANULAR,
    /// The map is one value.
    ATOMIC
  }

  /// An object with these fields and no others.
  public static MapShape ofFields(Map<String, FieldShape> fields, Semantics semantics) {
    return new MapShape(fields, semantics, Optional.empty());
  }

  /// A map to values of one type.
  public static MapShape ofValues(Supplier<MergeType> type, Semantics semantics) {
    return new MapShape(Map.of(), semantics, Optional.of(type));
  }

  MapShape with(Semantics other) {
    return new MapShape(fields, other, others);
  }

  boolean isAtomic() {
    return semantics == Semantics.ATOMIC;
  }

  @Nullable FieldShape declared(String name) {
    return fields.get(name);
  }

  /// The type of a field; none when it is not permitted.
  Optional<MergeType> typeOf(String name) {
    var field = fields.get(name);
    return field != null ? Optional.of(field.type()) : others.map(Supplier::get);
  }
}
