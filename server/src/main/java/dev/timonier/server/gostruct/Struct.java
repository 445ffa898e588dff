package dev.timonier.server.gostruct;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.schema.Field;
import dev.timonier.server.schema.FieldType;
import dev.timonier.server.schema.ObjectType;
import dev.timonier.server.schema.Presence;
import dev.timonier.server.schema.Schema;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A value with all fields of its struct, under their names in Go, in the order of their
/// declaration: what was not given is zero or `null`.
///
/// The structs are those of the API, but for the few that Kubernetes keeps otherwise inside.
final class Struct {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// What belongs to the security context inside, and stands before everything else there.
  private static final List<String> HOST =
      List.of("hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace", "hostUsers");

  private Struct() {}

  /// @param type as in `core/v1.PersistentVolumeClaimSpec`
  static JsonNode of(JsonNode value, String type) {
    return of(value, Schema.builtIn().type(type));
  }

  private static ObjectNode of(JsonNode value, ObjectType type) {
    return switch (type.name()) {
      case "core/v1.PodSpec" -> podSpec(value, type);
      default -> fields(value, type.fields(), isExternal(type));
    };
  }

  /// The fields of a part of a struct, in an order of its own.
  static ObjectNode of(JsonNode value, String type, List<String> fields) {
    var object = Schema.builtIn().type(type);
    var some = fields.stream().map(name -> field(object, name)).toList();
    return fields(value, some, false);
  }

  private static Field field(ObjectType type, String name) {
    return Objects.requireNonNull(type.field(name), name);
  }

  /// What is common to all groups has no other form inside.
  private static boolean isExternal(ObjectType type) {
    return type.name().startsWith("meta/");
  }

  private static ObjectNode fields(JsonNode value, Collection<Field> fields, boolean external) {
    var shown = NODES.objectNode();
    for (var field : fields) {
      var present = value.path(field.name());
      if (external) {
        if (!present.isMissingNode()) {
          shown.set(field.name(), present);
        }
      } else {
        shown.set(FieldNames.of(field.name()), of(present, field));
      }
    }
    return shown;
  }

  private static JsonNode of(JsonNode value, Field field) {
    var absent = value.isMissingNode() || value.isNull();
    if (absent && isReference(field)) {
      return NODES.nullNode();
    }
    return of(value, field.type());
  }

  private static boolean isReference(Field field) {
    return field.presence() == Presence.IF_SET
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
      case STRING, QUANTITY -> NODES.textNode("");
      default -> NODES.nullNode();
    };
  }

  private static ObjectNode podSpec(JsonNode value, ObjectType type) {
    var moved = Set.copyOf(HOST);
    var own =
        type.fields().stream()
            .filter(f -> !moved.contains(f.name()) && !f.name().equals("serviceAccount"))
            .toList();
    var spec = fields(value, own, false);
    if (value.path("securityContext").isObject()) {
      var context = of(value, type.name(), HOST);
      spec.get("SecurityContext").properties().forEach(f -> context.set(f.getKey(), f.getValue()));
      spec.set("SecurityContext", context);
    }
    return spec;
  }
}
