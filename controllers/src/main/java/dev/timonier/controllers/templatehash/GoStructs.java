package dev.timonier.controllers.templatehash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// The types that pod templates are made of in Go, each with its fields in their order. A line of
/// the table is a type and its fields: name, name in JSON (`-` where the fields of the field's type
/// stand in its place), type.
final class GoStructs {
  private static final Map<String, List<Field>> FIELDS = read();

  private GoStructs() {}

  record Field(String name, String json, String type) {
    private static Field parse(String text) {
      var parts = text.split(" ");
      return new Field(parts[0], parts[1], parts[2]);
    }

    boolean isInlined() {
      return json.equals("-");
    }
  }

  static boolean has(String type) {
    return FIELDS.containsKey(type);
  }

  static List<Field> fields(String type) {
    return FIELDS.getOrDefault(type, List.of());
  }

  private static Map<String, List<Field>> read() {
    var stream = Objects.requireNonNull(GoStructs.class.getResourceAsStream("structs.tsv"));
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(line -> line.split("\t"))
          .collect(Collectors.toMap(parts -> parts[0], GoStructs::parse));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Field> parse(String[] parts) {
    return Arrays.stream(parts).skip(1).map(Field::parse).toList();
  }
}
