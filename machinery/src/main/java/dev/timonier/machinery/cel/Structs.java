package dev.timonier.machinery.cel;

import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.StructType;
import java.util.Map;
import java.util.Optional;

/// Makes types with fields.
public final class Structs {
  private Structs() {}

  /// @param fields their types by their names
  public static StructType of(String name, Map<String, CelType> fields) {
    var known = ImmutableMap.copyOf(fields);
    return StructType.create(name, known.keySet(), field -> Optional.ofNullable(known.get(field)));
  }
}
