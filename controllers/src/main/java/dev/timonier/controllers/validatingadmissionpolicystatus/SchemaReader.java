package dev.timonier.controllers.validatingadmissionpolicystatus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.timonier.machinery.cel.Structs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes types of schemas as OpenAPI has them. What has no type of its own, as quantities, which
/// may be texts or numbers, has no fields either that lead to it
/// (<https://kubernetes.io/docs/reference/using-api/cel/#type-system-integration>).
///
/// | schema | type |
/// |---|---|
/// | `type: object` with properties | one with fields |
/// | `type: object` with additional properties | `map(string, …)` |
/// | `format: int-or-string` | `dyn` |
/// | `format: date-time` | `timestamp` |
final class SchemaReader {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String REFERENCE = "#/components/schemas/";
  private static final String TYPE = "type";
  private static final String OBJECT = "object";

  private final JsonNode schemas;
  private final List<StructType> structs = new ArrayList<>();
  private final Set<String> path = new HashSet<>();

  /// @param schemas by their names
  SchemaReader(JsonNode schemas) {
    this.schemas = schemas;
  }

  /// The type of objects as they lie in the API.
  ///
  /// @param name what the names of its types begin with
  SchemaType read(JsonNode schema, String name) {
    var type = ofResource(schema, name).orElse(SimpleType.DYN);
    return new SchemaType(type, List.copyOf(structs));
  }

  /// Follows a reference. What contains itself is, inside itself, without fields.
  private Optional<CelType> type(JsonNode schema, String name) {
    var reference = reference(schema);
    if (reference.isEmpty()) {
      return resolved(schema, name);
    }
    if (!path.add(reference.get())) {
      return resolved(JSON.objectNode().put(TYPE, OBJECT), name);
    }
    try {
      return resolved(schemas.path(reference.get()), name);
    } finally {
      path.remove(reference.get());
    }
  }

  /// A reference that has more beside it is wrapped.
  private static Optional<String> reference(JsonNode schema) {
    if (schema.has("$ref")) {
      return Optional.of(schema.path("$ref").asText().substring(REFERENCE.length()));
    }
    for (var part : schema.path("allOf")) {
      var reference = reference(part);
      if (reference.isPresent()) {
        return reference;
      }
    }
    return Optional.empty();
  }

  private Optional<CelType> resolved(JsonNode schema, String name) {
    return schema.path("x-kubernetes-embedded-resource").asBoolean()
        ? ofResource(schema, name)
        : plain(schema, name);
  }

  private Optional<CelType> plain(JsonNode schema, String name) {
    if (schema.path("format").asText().equals("int-or-string")
        || schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return Optional.of(SimpleType.DYN);
    }
    return switch (schema.path(TYPE).asText()) {
      case "array" -> inner(schema.path("items"), name + ".@idx").map(ListType::create);
      case OBJECT -> object(schema, name);
      case "string" -> Optional.of(text(schema.path("format").asText()));
      case "boolean" -> Optional.of(SimpleType.BOOL);
      case "number" -> Optional.of(SimpleType.DOUBLE);
      case "integer" -> Optional.of(SimpleType.INT);
      default -> Optional.empty();
    };
  }

  private Optional<CelType> inner(JsonNode schema, String name) {
    return schema.isObject() ? type(schema, name) : Optional.empty();
  }

  private static CelType text(String format) {
    return switch (format) {
      case "byte" -> SimpleType.BYTES;
      case "duration" -> SimpleType.DURATION;
      case "date", "date-time" -> SimpleType.TIMESTAMP;
      default -> SimpleType.STRING;
    };
  }

  private Optional<CelType> object(JsonNode schema, String name) {
    var values = schema.path("additionalProperties");
    return values.isObject()
        ? inner(values, name + ".@elem").map(value -> MapType.create(SimpleType.STRING, value))
        : Optional.of(struct(schema.path("properties"), name));
  }

  private CelType struct(JsonNode properties, String name) {
    var fields = new HashMap<String, CelType>();
    properties
        .properties()
        .forEach(
            property ->
                FieldNames.of(property.getKey())
                    .forEach(
                        field ->
                            type(property.getValue(), name + "." + field)
                                .ifPresent(type -> fields.put(field, type))));
    var struct = Structs.of(name, fields);
    structs.add(struct);
    return struct;
  }

  /// Objects in the API have a kind and a name, whether their schema says so or not.
  private Optional<CelType> ofResource(JsonNode schema, String name) {
    var properties = schema.path("properties");
    if (isText(properties.path("kind"))
        && isText(properties.path("apiVersion"))
        && isNamed(properties.path("metadata"))) {
      return plain(schema, name);
    }
    ObjectNode whole = schema.isObject() ? schema.deepCopy() : JSON.objectNode();
    var added = whole.withObject("/properties");
    var text = JSON.objectNode().put(TYPE, "string");
    var metadata = JSON.objectNode().put(TYPE, OBJECT);
    metadata.putObject("properties").setAll(Map.of("name", text, "generateName", text));
    added.setAll(Map.of("kind", text, "apiVersion", text, "metadata", metadata));
    return plain(whole, name);
  }

  private static boolean isText(JsonNode schema) {
    return schema.path(TYPE).asText().equals("string");
  }

  private boolean isNamed(JsonNode metadata) {
    var schema = reference(metadata).map(schemas::path).orElse(metadata);
    return schema.path(TYPE).asText().equals(OBJECT)
        && isText(schema.path("properties").path("name"))
        && isText(schema.path("properties").path("generateName"));
  }
}
