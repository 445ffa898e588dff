package dev.timonier.server.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.json.Document;
import dev.timonier.server.json.Duplicates;
import dev.timonier.server.json.Duplicates.Member;
import dev.timonier.server.json.GivenObject;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes a tree the normal form of its type, as decoding and encoding does in Kubernetes: unknown
/// fields go, values of a wrong type are refused, zero values go or stay as each field's [Presence]
/// says, quantities and times take their canonical form. Empty lists and maps that go are
/// remembered, see [GivenObject]. Conforming twice changes nothing.
///
/// Works in place. Collects on the way what strict field validation has to say, in the words of
/// <https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation>.
public final class Conformer {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final int MOST_FAULTS = 100;

  private final Duplicates duplicates;
  private final Wording wording;
  private final Empties empties;
  private final Set<String> faults = new LinkedHashSet<>();
  private @Nullable SkippedValue skipped;

  /// What becomes of empty lists and maps in fields that are always shown.
  private enum Empties {
    /// They are told from those that were not given: whoever gave them manages the field.
    KEPT,
    /// They are `null`, as storing and reading an object makes them.
    NULL
  }

  private Conformer(Duplicates duplicates, Wording wording, Empties empties) {
    this.duplicates = duplicates;
    this.wording = wording;
    this.empties = empties;
  }

  private static Conformer ofDocument(Document document) {
    return new Conformer(document.duplicates(), Wording.DECODER, Empties.KEPT);
  }

  private static Conformer ofTree(Wording wording, Empties empties) {
    return new Conformer(new Duplicates(), wording, empties);
  }

  /// Conforms a document, and returns what is wrong with it in strict eyes.
  ///
  /// @throws ConformException when a value is of a wrong type
  public static List<String> conform(Document document, ObjectType type) {
    var tree = (ObjectNode) document.tree();
    if (document.duplicates().isEmpty()) {
      return ofDocument(document).faults(tree, type);
    }
    var merged = new Repetitions(document.duplicates()).merged(tree, type);
    var faults = ofDocument(document).faults(tree, type);
    tree.removeAll();
    tree.setAll(merged);
    conform(tree, type);
    return faults;
  }

  /// Conforms a tree that the server itself made.
  public static void conform(ObjectNode tree, ObjectType type) {
    ofTree(Wording.DECODER, Empties.KEPT).faults(tree, type);
  }

  /// Conforms a tree that is about to be stored, and whose managers are known.
  public static void settle(ObjectNode tree, ObjectType type) {
    ofTree(Wording.DECODER, Empties.NULL).faults(tree, type);
  }

  /// Conforms a tree that was merged, not read, which has other words for what is wrong.
  ///
  /// @throws ConformException when a value is of a wrong type
  public static List<String> convert(ObjectNode tree, ObjectType type) {
    return ofTree(Wording.CONVERTER, Empties.KEPT).faults(tree, type);
  }

  private List<String> faults(ObjectNode tree, ObjectType type) {
    object(tree, type, FieldPath.ROOT);
    refuseSkipped();
    return List.copyOf(faults);
  }

  private void refuseSkipped() {
    if (skipped != null) {
      throw skipped.atOnce();
    }
  }

  private void object(ObjectNode object, ObjectType type, FieldPath path) {
    var repeated = duplicates.members(object);
    if (!repeated.isEmpty()) {
      repeated(repeated, type, path);
      return;
    }
    var members = object.properties().iterator();
    while (members.hasNext()) {
      var member = members.next();
      var name = member.getKey();
      var field = type.field(name);
      if (field == null) {
        if (!isTypeMeta(type, name)) {
          note("unknown field ", path.at(name));
          members.remove();
        } else if (isLeftOut(typeMeta(member.getValue(), name, type, path))) {
          members.remove();
        }
        continue;
      }
      var value = value(member.getValue(), field, type, path);
      if (isLeftOut(field, value)) {
        members.remove();
        noteEmpty(object, field, value);
      } else {
        member.setValue(shown(value, field, object, path));
      }
    }
    showZeros(object, type, path);
  }

  /// Reads all that an object gives only to tell what is wrong with it.
  private void repeated(List<Member> members, ObjectType type, FieldPath path) {
    var seen = new HashSet<String>();
    for (var member : members) {
      var field = type.field(member.name());
      if (field == null && !isTypeMeta(type, member.name())) {
        note("unknown field ", path.at(member.name()));
        continue;
      }
      if (!seen.add(member.name())) {
        note("duplicate field ", path.at(member.name()));
      }
      if (field != null) {
        value(member.value(), field, type, path);
      }
    }
  }

  private static boolean isTypeMeta(ObjectType type, String name) {
    return type.isObject() && (name.equals("kind") || name.equals("apiVersion"));
  }

  /// Type and version stand in a struct that Go embeds in every object.
  private JsonNode typeMeta(JsonNode value, String name, ObjectType type, FieldPath path) {
    var place = new Place(type, path.at("TypeMeta").at(name), Optional.empty(), wording);
    return value(value, FieldType.Scalar.STRING, place);
  }

  private static boolean isLeftOut(JsonNode text) {
    return Zero.is(text, FieldType.Scalar.STRING);
  }

  private void note(String fault, FieldPath path) {
    if (wording == Wording.CONVERTER || faults.size() < MOST_FAULTS) {
      faults.add(fault + quoted(path));
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

  /// What Go knows of an empty list or map that is not shown.
  private static void noteEmpty(ObjectNode object, Field field, JsonNode value) {
    if (value.isContainerNode() && !(field.type() instanceof FieldType.Structure)) {
      GivenObject.noteEmpty(object, field.name(), value);
    }
  }

  /// A field that is always there shows what is empty as if it had not been given.
  private JsonNode shown(JsonNode value, Field field, ObjectNode object, FieldPath path) {
    if (field.presence() != Presence.ALWAYS || isGiven(value, field)) {
      return value;
    }
    noteEmpty(object, field, value);
    return zero(field.type(), path.at(field.name()));
  }

  private boolean isGiven(JsonNode value, Field field) {
    return switch (field.type()) {
      case FieldType.Scalar _, FieldType.Structure _ -> !value.isNull();
      case FieldType.ListOf _, FieldType.MapOf _ ->
          !value.isNull() && (empties == Empties.KEPT || !value.isEmpty());
    };
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

  /// What Go has a pointer to is not looked into when it is null.
  private JsonNode value(JsonNode value, Field field, ObjectType type, FieldPath path) {
    var stays = ScalarForm.isCanonical(value, field.type()) || (value.isNull() && isPointer(field));
    return stays
        ? value
        : value(value, field.type(), new Place(type, path.at(field), field.go().type(), wording));
  }

  private static boolean isPointer(Field field) {
    return field.presence() == Presence.IF_SET || field.presence() == Presence.AS_NULL;
  }

  private JsonNode value(JsonNode value, FieldType type, Place place) {
    try {
      return switch (type) {
        case FieldType.Structure(var structure) -> structure(value, structure, place);
        case FieldType.ListOf(var element) -> list(value, element, place);
        case FieldType.MapOf(var element) -> map(value, element, place);
        case FieldType.Scalar scalar -> scalar(value, scalar, place);
      };
    } catch (SkippedValue e) {
      skipped = skipped == null ? e : skipped;
      return NODES.nullNode();
    }
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
      var item = array.get(i);
      if (!ScalarForm.isCanonical(item, element)) {
        array.set(i, element(item, element, place.at(i)));
      }
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
    var repeated = duplicates.members(object);
    if (!repeated.isEmpty()) {
      repeated(repeated, element, place);
      return object;
    }
    for (var member : object.properties()) {
      var item = member.getValue();
      if (!ScalarForm.isCanonical(item, element)) {
        member.setValue(element(item, element, place.atKey(member.getKey())));
      }
    }
    return object;
  }

  private void repeated(List<Member> members, FieldType element, Place place) {
    var seen = new HashSet<String>();
    for (var member : members) {
      if (!seen.add(member.name())) {
        note("duplicate field ", place.path().atKey(member.name()));
      }
      element(member.value(), element, place.atKey(member.name()));
    }
  }

  /// Within lists and maps, `null` is the zero value, and no bytes are an empty text.
  private JsonNode element(JsonNode value, FieldType type, Place place) {
    var conformed = value(value, type, place);
    if (!conformed.isNull()) {
      return conformed;
    }
    return type == FieldType.Scalar.BYTES ? NODES.textNode("") : zero(type, place.path());
  }

  private JsonNode scalar(JsonNode value, FieldType.Scalar scalar, Place place) {
    if (value.isNull()) {
      return ScalarForm.ofNull(value, scalar);
    }
    return switch (scalar) {
      case SCHEMA_OR_BOOL -> schemaOrBool(value, place);
      case SCHEMA_OR_ARRAY -> schemaOr(new FieldType.ListOf(schemaType()), value, place);
      case SCHEMA_OR_STRINGS ->
          schemaOr(new FieldType.ListOf(FieldType.Scalar.STRING), value, place);
      case EXTRA_VALUE -> list(value, FieldType.Scalar.STRING, place);
      default -> ScalarForm.of(value, scalar, place);
    };
  }

  private JsonNode schemaOrBool(JsonNode value, Place place) {
    if (value.isBoolean()) {
      return value;
    }
    if (!value.isObject()) {
      throw new ConformException("boolean or JSON schema expected");
    }
    return apart(value, schemaType(), place);
  }

  /// What is neither a schema nor a list is no value.
  private JsonNode schemaOr(FieldType.ListOf list, JsonNode value, Place place) {
    return value.isContainerNode()
        ? apart(value, value.isArray() ? list : schemaType(), place)
        : NODES.nullNode();
  }

  /// Reads a value as types do that have a decoder of their own: it knows nothing of strictness,
  /// and what it refuses ends the document.
  private JsonNode apart(JsonNode value, FieldType type, Place place) {
    var decoder = ofTree(wording, empties);
    var conformed = decoder.value(value, type, place);
    decoder.refuseSkipped();
    return conformed;
  }

  private static FieldType schemaType() {
    return new FieldType.Structure(Schema.builtIn().type("apiextensions/v1.JSONSchemaProps"));
  }
}
