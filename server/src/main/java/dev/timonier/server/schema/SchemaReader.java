package dev.timonier.server.schema;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.timonier.server.json.MemberNames;
import dev.timonier.server.schema.Field.GoNames;
import dev.timonier.server.schema.Field.MapSemantics;
import dev.timonier.server.schema.Field.Requirement;
import dev.timonier.server.schema.PatchStrategy.Directive;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Reads the table of types; [Schema] describes its form.
final class SchemaReader {
  private static final Map<String, FieldType.Scalar> SCALARS = scalars();
  private static final ListSemantics ATOMIC = new ListSemantics.Atomic();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, ObjectType> types = new TreeMap<>();

  Map<String, ObjectType> read(String table) {
    var lines = table.split("\n", -1);
    for (var line : lines) {
      if (!line.isEmpty() && line.charAt(0) != '\t') {
        declareType(line);
      }
    }
    declareFields(lines);
    return Collections.unmodifiableMap(types);
  }

  private void declareType(String line) {
    var cell = line.split("\t", -1);
    var traits = traits(cell.length > 1 ? cell[1] : "");
    types.put(
        cell[0],
        new ObjectType(
            cell[0],
            new ObjectType.Traits(
                traits.containsKey("object"),
                "atomic".equals(traits.get("map")),
                embedded(traits.getOrDefault("embed", "")),
                Optional.ofNullable(traits.get("unions")))));
  }

  /// Reads `2:RuleWithOperations,2.2:Rule`.
  private static Map<String, String> embedded(String text) {
    return text.isEmpty()
        ? Map.of()
        : Stream.of(text.split(",", -1))
            .map(entry -> entry.split(":", -1))
            .collect(toMap(entry -> entry[0], entry -> entry[1]));
  }

  private void declareFields(String[] lines) {
    var fields = new ArrayList<Field>();
    ObjectType type = null;
    for (var line : lines) {
      if (type != null && line.startsWith("\t")) {
        fields.add(field(line.split("\t", -1), fields.size(), type));
      } else {
        if (type != null) {
          type.declare(fields);
        }
        fields.clear();
        type = line.isEmpty() ? null : types.get(line.split("\t", -1)[0]);
      }
    }
  }

  private Field field(String[] cell, int place, ObjectType owner) {
    var traits = traits(cell.length > 4 ? cell[4] : "");
    var marked = "!?*".indexOf(cell[3].charAt(0)) >= 0;
    return new Field(
        MemberNames.learn(cell[1]),
        place,
        Stream.of(cell[2].split("\\.", -1)).map(SchemaReader::number).toList(),
        type(marked ? cell[3].substring(1) : cell[3]),
        presence(cell[3].charAt(0)),
        traits.containsKey("required") ? Requirement.REQUIRED : Requirement.OPTIONAL,
        Optional.ofNullable(traits.get("list")).map(SchemaReader::list),
        MapSemantics.valueOf(traits.getOrDefault("map", "unsaid").toUpperCase(Locale.ROOT)),
        patch(traits.getOrDefault("patch", "")),
        values(traits.getOrDefault("enum", "")),
        Optional.ofNullable(traits.get("default")).map(SchemaReader::json),
        new GoNames(goPath(cell[1], cell[2], owner), Optional.ofNullable(traits.get("go"))));
  }

  private static String goPath(String name, String wire, ObjectType owner) {
    var path = new StringBuilder();
    for (var dot = wire.indexOf('.'); dot >= 0; dot = wire.indexOf('.', dot + 1)) {
      path.append(owner.embedded(wire.substring(0, dot))).append('.');
    }
    return path.isEmpty() ? name : path.append(name).toString();
  }

  /// An underscore stands for a space.
  private static List<String> values(String text) {
    return text.isEmpty() ? List.of() : List.of(text.replace('_', ' ').split("\\|", -1));
  }

  /// A dash stands where a type has no protobuf form.
  private static int number(String text) {
    return text.equals("-") ? 0 : Integer.parseInt(text);
  }

  private static Presence presence(char mark) {
    return switch (mark) {
      case '!' -> Presence.ALWAYS;
      case '?' -> Presence.AS_NULL;
      case '*' -> Presence.IF_SET;
      default -> Presence.UNLESS_ZERO;
    };
  }

  private FieldType type(String text) {
    if (text.startsWith("[]")) {
      return new FieldType.ListOf(type(text.substring(2)));
    }
    if (text.startsWith("{}")) {
      return new FieldType.MapOf(type(text.substring(2)));
    }
    var scalar = SCALARS.get(text);
    return scalar != null
        ? scalar
        : new FieldType.Structure(Objects.requireNonNull(types.get(text), text));
  }

  private static ListSemantics list(String text) {
    return switch (text) {
      case "atomic" -> ATOMIC;
      case "set" -> new ListSemantics.Set();
      default -> new ListSemantics.Map(List.of(parenthesized(text).split(",", -1)));
    };
  }

  /// Reads `merge`, `merge(name)`, `retainKeys` or `merge,retainKeys(name)`.
  private static PatchStrategy patch(String text) {
    if (text.isEmpty()) {
      return PatchStrategy.NONE;
    }
    var directives = EnumSet.noneOf(Directive.class);
    if (text.startsWith("replace")) {
      directives.add(Directive.REPLACE);
    }
    if (text.startsWith("merge")) {
      directives.add(Directive.MERGE);
    }
    if (text.contains("retainKeys")) {
      directives.add(Directive.RETAIN_KEYS);
    }
    var key = text.contains("(") ? Optional.of(parenthesized(text)) : Optional.<String>empty();
    return new PatchStrategy(directives, key);
  }

  private static String parenthesized(String text) {
    return text.substring(text.indexOf('(') + 1, text.indexOf(')'));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(text, e);
    }
  }

  private static Map<String, String> traits(String text) {
    if (text.isEmpty()) {
      return Map.of();
    }
    var traits = new HashMap<String, String>();
    for (var word : text.split(" ", -1)) {
      var equals = word.indexOf('=');
      traits.put(equals < 0 ? word : word.substring(0, equals), word.substring(equals + 1));
    }
    return traits;
  }

  private static Map<String, FieldType.Scalar> scalars() {
    var scalars = new HashMap<String, FieldType.Scalar>();
    for (var scalar : FieldType.Scalar.values()) {
      scalars.put(scalar.text(), scalar);
    }
    return scalars;
  }
}
