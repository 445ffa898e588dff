package dev.timonier.server.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.server.schema.FieldType;
import dev.timonier.server.schema.FieldType.ListOf;
import dev.timonier.server.schema.FieldType.Structure;
import dev.timonier.server.schema.ObjectType;
import dev.timonier.server.schema.Schema;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/// The schemas of one document: those that its operations name, and all that these refer to.
final class Schemas {
  private static final String PATCH = "meta/v1.Patch";

  private final Schema table;
  private final Kinds kinds;
  private final Descriptions descriptions;
  private final Map<String, ObjectNode> schemas = new TreeMap<>();
  private final Deque<ObjectType> open = new ArrayDeque<>();

  Schemas(Schema table, Kinds kinds, Descriptions descriptions) {
    this.table = table;
    this.kinds = kinds;
    this.descriptions = descriptions;
  }

  /// A reference to the schema of a type.
  ///
  /// @param name as in the table of types
  ObjectNode reference(String name) {
    return reference(table.type(name));
  }

  ObjectNode reference(GroupVersionKind kind) {
    return reference(table.find(kind).orElseThrow());
  }

  private ObjectNode reference(ObjectType type) {
    var name = TypeNames.of(type);
    if (!schemas.containsKey(name)) {
      schemas.put(name, ScalarSchemas.empty());
      open.add(type);
    }
    return referenceTo(name);
  }

  /// A reference to the schema of a kind's lists.
  ObjectNode listReference(GroupVersionKind kind) {
    var name = TypeNames.of(table.find(kind).orElseThrow()) + "List";
    if (!schemas.containsKey(name)) {
      schemas.put(name, list(kind));
    }
    return referenceTo(name);
  }

  /// A reference to what a patch may be: any object.
  ObjectNode patchReference() {
    var name = TypeNames.META + "Patch";
    var schema = ScalarSchemas.typed("object");
    descriptions.ofType(PATCH).ifPresent(text -> schema.put("description", text));
    schemas.putIfAbsent(name, schema);
    return referenceTo(name);
  }

  private static ObjectNode referenceTo(String name) {
    return ScalarSchemas.empty().put("$ref", TypeNames.REFERENCE + name);
  }

  /// The schemas by name, in the order of the names.
  ObjectNode all() {
    while (!open.isEmpty()) {
      var type = open.remove();
      schemas.put(TypeNames.of(type), structure(type));
    }
    var all = ScalarSchemas.empty();
    schemas.forEach(all::set);
    return all;
  }

  private ObjectNode list(GroupVersionKind kind) {
    var element = table.find(kind).orElseThrow();
    var type = element.name() + "List";
    var schema = ScalarSchemas.typed("object");
    descriptions.ofType(type).ifPresent(text -> schema.put("description", text));
    var properties = schema.putObject("properties");
    addType(properties);
    properties.set("items", described(type, "items", of(new ListOf(new Structure(element)))));
    properties.set("metadata", described(type, "metadata", element(listMeta())));
    schema.putArray("required").add("items");
    var list = kind.groupVersion().kind(kind.kind() + "List");
    Kinds.add(schema.putArray(Kinds.EXTENSION), list);
    return schema;
  }

  private Structure listMeta() {
    return new Structure(table.type("meta/v1.ListMeta"));
  }

  private ObjectNode described(String type, String field, ObjectNode schema) {
    descriptions.ofField(type, field).ifPresent(text -> schema.put("description", text));
    return schema;
  }

  private ObjectNode structure(ObjectType type) {
    var schema = ScalarSchemas.typed("object");
    descriptions.of(type).ifPresent(text -> schema.put("description", text));
    var properties = ScalarSchemas.empty();
    if (type.isObject()) {
      addType(properties);
    }
    for (var field : type.fields()) {
      properties.set(field.name(), new PropertySchema(this, descriptions).of(type, field));
    }
    if (!properties.isEmpty()) {
      schema.set("properties", properties);
    }
    addTraits(schema, type);
    kinds.addTo(schema, type);
    return schema;
  }

  private void addType(ObjectNode properties) {
    for (var name : new String[] {"apiVersion", "kind"}) {
      var property = ScalarSchemas.typed("string");
      properties.set(name, described("meta/v1.TypeMeta", name, property));
    }
  }

  private static void addTraits(ObjectNode schema, ObjectType type) {
    var required = PropertySchema.required(type);
    if (!required.isEmpty()) {
      required.forEach(schema.putArray("required")::add);
    }
    if (type.isAtomic()) {
      schema.put("x-kubernetes-map-type", "atomic");
    }
    type.unions().ifPresent(text -> schema.set("x-kubernetes-unions", Json.read(text)));
  }

  /// The schema of what a field holds.
  ObjectNode of(FieldType type) {
    return switch (type) {
      case Structure(var structure) -> reference(structure);
      case ListOf(var element) -> {
        var schema = ScalarSchemas.typed("array");
        schema.set("items", element(element));
        yield schema;
      }
      case FieldType.MapOf(var value) -> {
        var schema = ScalarSchemas.typed("object");
        schema.set("additionalProperties", element(value));
        yield schema;
      }
      case FieldType.Scalar scalar -> scalar(scalar);
    };
  }

  /// Elements and values are there if the list or map is: what has a zero value has a default.
  private ObjectNode element(FieldType type) {
    var siblings = ScalarSchemas.empty();
    ScalarSchemas.zero(type).ifPresent(value -> siblings.set("default", value));
    return with(of(type), siblings);
  }

  /// A schema with more members, beside which a reference may not stand.
  static ObjectNode with(ObjectNode schema, ObjectNode siblings) {
    if (schema.has("$ref") && !siblings.isEmpty()) {
      siblings.putArray("allOf").add(schema);
      return siblings;
    }
    schema.setAll(siblings);
    return schema;
  }

  private ObjectNode scalar(FieldType.Scalar scalar) {
    var schema = ScalarSchemas.of(scalar);
    var name = TypeNames.of(scalar);
    if (name.isEmpty()) {
      return schema;
    }
    descriptions.of(scalar).ifPresent(text -> schema.put("description", text));
    schemas.putIfAbsent(name.get(), schema);
    return referenceTo(name.get());
  }
}
