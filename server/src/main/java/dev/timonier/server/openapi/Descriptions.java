package dev.timonier.server.openapi;

import dev.timonier.server.schema.Field;
import dev.timonier.server.schema.FieldType.Scalar;
import dev.timonier.server.schema.ObjectType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What types, fields and the values of fields are for, in words. The build takes them from
/// comments that repeat those of the API's own definition, and writes `descriptions.tsv` beside
/// this class: type, field (empty for the type itself), text, in which `\n` stands for the end of a
/// line and `\t` for a tab.
///
/// The comments lack paragraphs, some words, and what is said of values. That is added here:
///
/// ```
/// wording.tsv   core/v1.PodSpec  resources  supported. This  supported.\n\nThis
/// values.tsv    core/v1.ContainerPort protocol, core/v1.ServicePort protocol
///                 TCP  is the TCP protocol.
/// ```
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
    var descriptions = read(resource("descriptions.tsv"));
    descriptions.correct(resource("wording.tsv"));
    descriptions.addValues(resource("values.tsv"));
    return descriptions;
  }

  private static String resource(String name) {
    try (var stream = Descriptions.class.getResourceAsStream(name)) {
      var bytes = Objects.requireNonNull(stream, name + " was not built").readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Descriptions read(String table) {
    var texts = new HashMap<String, String>();
    for (var line : table.split("\n", -1)) {
      var cell = line.split("\t", 3);
      if (cell.length == 3) {
        texts.put(key(cell[0], cell[1]), unescaped(cell[2]));
      }
    }
    return new Descriptions(texts);
  }

  /// Replaces words by others, and adds texts that are missing.
  ///
  /// @param table type, field, words, what they should be
  /// @throws IllegalArgumentException when the words are not there, or more than once
  void correct(String table) {
    for (var line : table.lines().toList()) {
      var cell = line.split("\t", -1);
      texts.merge(
          key(cell[0], cell[1]),
          unescaped(cell[3]),
          (text, words) -> replaced(text, unescaped(cell[2]), words));
    }
  }

  private static String replaced(String text, String words, String others) {
    var place = text.indexOf(words);
    if (words.isEmpty() || place < 0 || text.indexOf(words, place + 1) >= 0) {
      throw new IllegalArgumentException("'" + words + "' is not once in: " + text);
    }
    return text.substring(0, place) + others + text.substring(place + words.length());
  }

  /// @param table fields, and below them, behind a tab each, values and what they mean
  void addValues(String table) {
    var fields = List.<String>of();
    for (var line : table.lines().toList()) {
      if (line.startsWith("\t")) {
        var cell = line.split("\t", 3);
        fields.forEach(field -> texts.put(field + "=" + cell[1], unescaped(cell[2])));
      } else {
        fields = List.of(line.split(", "));
      }
    }
  }

  private static String unescaped(String text) {
    return text.replace("\\n", "\n").replace("\\t", "\t");
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

  /// What a value of a field means.
  Optional<String> of(ObjectType type, Field field, String value) {
    return ofField(type.name(), field.name() + "=" + value);
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
