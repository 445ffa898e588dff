package dev.timonier.server.gostruct;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.json.GivenObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.schema.Field;
import dev.timonier.server.schema.FieldType;
import dev.timonier.server.schema.ObjectType;
import dev.timonier.server.schema.Presence;
import dev.timonier.server.schema.Schema;
import java.util.Collection;
import java.util.List;

/// A value as the struct that Kubernetes works with, which some messages print: with all fields
/// under their names in Go, in the order of their declaration. What was not given is zero or
/// `null`, and an empty list or map that was given is shown.
///
/// ```java
/// Struct.of(toleration, "core/v1.Toleration")
///     // {"Key":"a","Operator":"Exists","Value":"","Effect":"","TolerationSeconds":null}
/// ```
///
/// The structs are those of the API, but for the few that are otherwise inside.
public final class Struct {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Struct() {}

  /// @param type as in `core/v1.PersistentVolumeClaimSpec`
  public static ObjectNode of(JsonNode value, String type) {
    return of(value, Schema.builtIn().type(type));
  }

  /// @param type of the elements, as in `core/v1.Toleration`
  public static ArrayNode ofList(JsonNode values, String type) {
    var list = NODES.arrayNode();
    values.forEach(value -> list.add(of(value, type)));
    return list;
  }

  /// Some fields of a struct.
  static ObjectNode of(JsonNode value, String type, List<String> fields) {
    var object = Schema.builtIn().type(type);
    return fields(value, object, Inside.some(object, fields).toList());
  }

  private static ObjectNode of(JsonNode value, ObjectType type) {
    if (isExternal(type)) {
      return external(value, type);
    }
    var struct = fields(value, type, Inside.fields(type));
    if (type.name().equals("core/v1.PodSpec") && value.path("securityContext").isObject()) {
      var context = of(value, type.name(), Inside.HOST);
      context.setAll((ObjectNode) struct.get("SecurityContext"));
      struct.set("SecurityContext", context);
    }
    return struct;
  }

  /// What is common to all groups has no other form inside.
  private static boolean isExternal(ObjectType type) {
    return type.name().startsWith("meta/");
  }

  private static ObjectNode external(JsonNode value, ObjectType type) {
    var shown = NODES.objectNode();
    for (var field : type.fields()) {
      var present = value.path(field.name());
      if (!present.isMissingNode()) {
        shown.set(field.name(), Trees.inOrder(present));
      }
    }
    return shown;
  }

  /// Metadata stand beside the other fields, not in one of their own.
  private static ObjectNode fields(JsonNode value, ObjectType type, Collection<Field> fields) {
    var shown = NODES.objectNode();
    for (var field : fields) {
      var present = GivenObject.value(value, field.name());
      if (field.name().equals("metadata")
          && field.type() instanceof FieldType.Structure(var meta)) {
        shown.setAll(external(present, meta));
      } else {
        shown.set(FieldNames.of(type.simpleName(), field.name()), of(present, type, field));
      }
    }
    return shown;
  }

  private static JsonNode of(JsonNode value, ObjectType type, Field field) {
    var absent = value.isMissingNode() || value.isNull();
    if (absent && isReference(field) && !Inside.isValue(type, field)) {
      return NODES.nullNode();
    }
    return of(value, field.type());
  }

  private static boolean isReference(Field field) {
    return field.presence() == Presence.IF_SET
        || field.presence() == Presence.AS_NULL
        || field.type() instanceof FieldType.ListOf
        || field.type() instanceof FieldType.MapOf;
  }

  private static JsonNode of(JsonNode value, FieldType type) {
    return switch (type) {
      case FieldType.Structure(var structure) -> of(value, structure);
      case FieldType.ListOf(var element) -> {
        var list = NODES.arrayNode();
        value.forEach(each -> list.add(of(each, element)));
        yield list;
      }
      case FieldType.MapOf _ -> Trees.inOrder(value);
      case FieldType.Scalar scalar -> scalar(value, scalar);
    };
  }

  private static JsonNode scalar(JsonNode value, FieldType.Scalar type) {
    if (!value.isMissingNode() && !value.isNull()) {
      return value;
    }
    return switch (type) {
      case BOOL -> NODES.booleanNode(false);
      case INT32, INT64, FLOAT64, INT_OR_STRING -> NODES.numberNode(0);
      case STRING -> NODES.textNode("");
      case QUANTITY -> NODES.textNode("0");
      default -> NODES.nullNode();
    };
  }
}
