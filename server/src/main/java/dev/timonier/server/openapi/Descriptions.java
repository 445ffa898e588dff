package dev.timonier.server.openapi;

import dev.timonier.server.schema.Field;
import dev.timonier.server.schema.FieldType.Scalar;
import dev.timonier.server.schema.ObjectType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What types and fields are for, in words. The build takes them from the comments of the API's own
/// definition and writes `descriptions.tsv` beside this class: type, field (empty for the type
/// itself), text, in which `\n` stands for the end of a line.
final class Descriptions {
  private static final class Holder {
    static final Descriptions BUILT_IN = load();
  }

  private final Map<String, String> texts;

  private Descriptions(Map<String, String> texts) {
    this.texts = texts;
  }

  /// Those that came with the build.
  static Descriptions builtIn() {
    return Holder.BUILT_IN;
  }

  private static Descriptions load() {
    try (var stream = Descriptions.class.getResourceAsStream("descriptions.tsv")) {
      var bytes = Objects.requireNonNull(stream, "descriptions.tsv was not built").readAllBytes();
      return read(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Descriptions read(String table) {
    var texts = new HashMap<String, String>();
    for (var line : table.split("\n", -1)) {
      var cell = line.split("\t", 3);
      if (cell.length == 3) {
        texts.put(key(cell[0], cell[1]), cell[2].replace("\\n", "\n"));
      }
    }
    return new Descriptions(texts);
  }

  private static String key(String type, String field) {
    return type + " " + field;
  }

  Optional<String> of(ObjectType type) {
    return ofType(type.name());
  }

  Optional<String> of(ObjectType type, Field field) {
    return ofField(type.name(), field.name());
  }

  Optional<String> of(Scalar scalar) {
    return TypeNames.inTable(scalar).flatMap(this::ofType);
  }

  /// What a type is for.
  ///
  /// @param type as in the table of types
  Optional<String> ofType(String type) {
    return ofField(type, "");
  }

  Optional<String> ofField(String type, String field) {
    return Optional.ofNullable(texts.get(key(type, field)));
  }
}
