package dev.timonier.server.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.json.Document;
import dev.timonier.server.json.Duplicates;
import java.util.ArrayList;
import java.util.List;

/// Makes a tree the normal form of its type, as decoding and encoding does in Kubernetes: unknown
/// fields go, values of a wrong type are refused, zero values go or stay as each field's [Presence]
/// says, quantities and times take their canonical form. Conforming twice changes nothing.
///
/// Works in place. Collects on the way what strict field validation has to say, in the words of
/// <https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation>.
public final class Conformer {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Duplicates duplicates;
  private final Wording wording;
  private final List<String> faults = new ArrayList<>();

  private Conformer(Duplicates duplicates, Wording wording) {
    this.duplicates = duplicates;
    this.wording = wording;
  }

  /// Conforms a document, and returns what is wrong with it in strict eyes.
  ///
  /// @throws ConformException when a value is of a wrong type
  public static List<String> conform(Document document, ObjectType type) {
    var conformer = new Conformer(document.duplicates(), Wording.DECODER);
    conformer.object((ObjectNode) document.tree(), type, FieldPath.ROOT);
    return conformer.faults;
  }

  /// Conforms a tree that the server itself made.
  public static void conform(ObjectNode tree, ObjectType type) {
    new Conformer(new Duplicates(), Wording.DECODER).object(tree, type, FieldPath.ROOT);
  }

  /// Conforms a tree that was merged, not read, which has other words for what is wrong.
  ///
  /// @throws ConformException when a value is of a wrong type
  public static List<String> convert(ObjectNode tree, ObjectType type) {
    var conformer = new Conformer(new Duplicates(), Wording.CONVERTER);
    conformer.object(tree, type, FieldPath.ROOT);
    return conformer.faults;
  }

  private void object(ObjectNode object, ObjectType type, FieldPath path) {
    var members = object.properties().iterator();
    while (members.hasNext()) {
      var member = members.next();
      var name = member.getKey();
      var field = type.field(name);
      if (field == null) {
        if (!isTypeMeta(type, name, member.getValue())) {
          faults.add("unknown field " + quoted(path.at(name)));
          members.remove();
        }
        noteTypeMetaDuplicates(object, type, name, path);
        continue;
      }
      noteDuplicates(object, name, path);
      var value = value(member.getValue(), field.type(), new Place(type, path.at(name), wording));
      if (isLeftOut(field, value)) {
        members.remove();
      } else {
        member.setValue(shown(value, field, path));
      }
    }
    showZeros(object, type, path);
  }

  private static boolean isTypeMeta(ObjectType type, String name, JsonNode value) {
    return type.isObject()
        && value.isTextual()
        && (name.equals("kind") || name.equals("apiVersion"));
  }

  private void noteTypeMetaDuplicates(
      ObjectNode object, ObjectType type, String name, FieldPath path) {
    if (isTypeMeta(type, name, object.path(name))) {
      noteDuplicates(object, name, path);
    }
  }

  private void noteDuplicates(ObjectNode object, String name, FieldPath path) {
    if (!duplicates.isEmpty()) {
      for (var i = duplicates.count(object, name); i > 0; i--) {
        faults.add("duplicate field " + quoted(path.at(name)));
      }
    }
  }

  /// The converter puts paths between quotes as they are.
  private String quoted(FieldPath path) {
    return switch (wording) {
      case DECODER -> FieldError.quote(path.toString());
      case CONVERTER -> "\"" + path + "\"";
    };
  }

  private static boolean isLeftOut(Field field, JsonNode value) {
    return switch (field.presence()) {
      case ALWAYS, AS_NULL -> false;
      case IF_SET -> value.isNull();
      case UNLESS_ZERO -> Zero.is(value, field.type());
    };
  }

  /// A field that is always there shows what is empty as if it had not been given.
  private JsonNode shown(JsonNode value, Field field, FieldPath path) {
    var empty = value.isNull() || (value.isContainerNode() && value.isEmpty());
    return field.presence() == Presence.ALWAYS
            && empty
            && !(field.type() instanceof FieldType.Scalar)
        ? zero(field.type(), path.at(field.name()))
        : value;
  }

  private void showZeros(ObjectNode object, ObjectType type, FieldPath path) {
    for (var field : type.always()) {
      if (!object.has(field.name())) {
        object.set(field.name(), zero(field, path.at(field.name())));
      }
    }
  }

  private JsonNode zero(Field field, FieldPath path) {
    return field.presence() == Presence.AS_NULL ? NODES.nullNode() : zero(field.type(), path);
  }

  private JsonNode zero(FieldType type, FieldPath path) {
    if (type instanceof FieldType.Structure(var structure)) {
      var object = NODES.objectNode();
      object(object, structure, path);
      return object;
    }
    return Zero.of(type);
  }

  /// @param type the type whose field is read, which messages name
  record Place(ObjectType type, FieldPath path, Wording wording) {
    Place at(int index) {
      return new Place(type, path.at(index), wording);
    }

    Place atKey(String key) {
      return new Place(type, path.atKey(key), wording);
    }
  }

  private JsonNode value(JsonNode value, FieldType type, Place place) {
    return switch (type) {
      case FieldType.Structure(var structure) -> structure(value, structure, place);
      case FieldType.ListOf(var element) -> list(value, element, place);
      case FieldType.MapOf(var element) -> map(value, element, place);
      case FieldType.Scalar scalar -> scalar(value, scalar, place);
    };
  }

  private JsonNode structure(JsonNode value, ObjectType type, Place place) {
    if (value.isNull()) {
      return value;
    }
    if (value instanceof ObjectNode object) {
      object(object, type, place.path());
      return object;
    }
    throw WrongType.structure(value, place, type);
  }

  private JsonNode list(JsonNode value, FieldType element, Place place) {
    if (value.isNull()) {
      return value;
    }
    if (!(value instanceof ArrayNode array)) {
      throw WrongType.list(value, place, "[]" + element);
    }
    for (var i = 0; i < array.size(); i++) {
      array.set(i, element(array.get(i), element, place.at(i)));
    }
    return array;
  }

  private JsonNode map(JsonNode value, FieldType element, Place place) {
    if (value.isNull()) {
      return value;
    }
    if (!(value instanceof ObjectNode object)) {
      throw WrongType.map(value, place, "map[string]" + element);
    }
    for (var member : object.properties()) {
      noteDuplicates(object, member.getKey(), place.path());
      member.setValue(element(member.getValue(), element, place.atKey(member.getKey())));
    }
    return object;
  }

  /// Within lists and maps, `null` is the zero value.
  private JsonNode element(JsonNode value, FieldType type, Place place) {
    var conformed = value(value, type, place);
    return conformed.isNull() ? zero(type, place.path()) : conformed;
  }

  private JsonNode scalar(JsonNode value, FieldType.Scalar scalar, Place place) {
    if (value.isNull()) {
      return ScalarForm.ofNull(value, scalar);
    }
    return switch (scalar) {
      case SCHEMA_OR_BOOL -> value.isBoolean() ? value : schema(value, place);
      case SCHEMA_OR_ARRAY ->
          value.isArray() ? list(value, schemaType(), place) : schema(value, place);
      case SCHEMA_OR_STRINGS ->
          value.isArray() ? list(value, FieldType.Scalar.STRING, place) : schema(value, place);
      case EXTRA_VALUE -> list(value, FieldType.Scalar.STRING, place);
      default -> ScalarForm.of(value, scalar, place);
    };
  }

  private JsonNode schema(JsonNode value, Place place) {
    return value(value, schemaType(), place);
  }

  private static FieldType schemaType() {
    return new FieldType.Structure(Schema.builtIn().type("apiextensions/v1.JSONSchemaProps"));
  }
}
