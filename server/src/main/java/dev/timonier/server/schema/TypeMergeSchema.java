package dev.timonier.server.schema;

import dev.timonier.machinery.patch.MergeSchema;
import java.util.Optional;

/// The merge rules of a type, for strategic merge patches.
public record TypeMergeSchema(ObjectType type) implements MergeSchema {
  @Override
  public FieldMerge field(String name) {
    var field = type.field(name);
    if (field == null) {
      return new FieldMerge(Mode.REPLACE, Mode.MERGE, Optional.empty(), UNKNOWN);
    }
    var patch = field.patch();
    return new FieldMerge(
        patch.merges() ? Mode.MERGE : Mode.REPLACE,
        patch.replaces() ? Mode.REPLACE : Mode.MERGE,
        patch.mergeKey(),
        content(field.type()));
  }

  private static MergeSchema content(FieldType type) {
    return switch (type) {
      case FieldType.Structure(var structure) -> new TypeMergeSchema(structure);
      case FieldType.ListOf(var element) -> content(element);
      case FieldType.MapOf(var value) -> _ -> ofMapValue(value);
      case FieldType.Scalar _ -> UNKNOWN;
    };
  }

  private static FieldMerge ofMapValue(FieldType value) {
    return new FieldMerge(Mode.REPLACE, Mode.MERGE, Optional.empty(), content(value));
  }
}
