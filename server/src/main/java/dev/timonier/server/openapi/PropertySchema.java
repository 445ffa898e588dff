package dev.timonier.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.schema.Field;
import dev.timonier.server.schema.FieldType;
import dev.timonier.server.schema.ListSemantics;
import dev.timonier.server.schema.ObjectType;
import dev.timonier.server.schema.PatchStrategy;
import dev.timonier.server.schema.PatchStrategy.Directive;
import dev.timonier.server.schema.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The schema of a field, with all that clients need to know to patch and apply it.
final class PropertySchema {
  private final Schemas schemas;
  private final Descriptions descriptions;

  PropertySchema(Schemas schemas, Descriptions descriptions) {
    this.schemas = schemas;
    this.descriptions = descriptions;
  }

  static List<String> required(ObjectType type) {
    return type.fields().stream()
        .filter(field -> field.requirement() == Field.Requirement.REQUIRED)
        .map(Field::name)
        .toList();
  }

  ObjectNode of(ObjectType type, Field field) {
    var schema = schemas.of(field.type());
    addValues(schema, field);
    return Schemas.with(schema, siblings(type, field));
  }

  private ObjectNode siblings(ObjectType type, Field field) {
    var siblings = ScalarSchemas.empty();
    describe(siblings, type, field);
    defaultOf(field).ifPresent(value -> siblings.set("default", value));
    field.list().ifPresent(list -> addList(siblings, list));
    if (field.map() != Field.MapSemantics.UNSAID) {
      siblings.put("x-kubernetes-map-type", field.map().name().toLowerCase(Locale.ROOT));
    }
    addPatch(siblings, field.patch());
    return siblings;
  }

  private void describe(ObjectNode siblings, ObjectType type, Field field) {
    var text = descriptions.of(type, field).orElse("") + values(type, field);
    if (!text.isEmpty()) {
      siblings.put("description", text);
    }
  }

  /// Descriptions of texts tell the permitted values, too; those of lists and maps do not.
  private String values(ObjectType type, Field field) {
    return field.values().isEmpty() || !(field.type() instanceof FieldType.Scalar)
        ? ""
        : field.values().stream()
            .map(value -> "\n - `\"" + value + "\"`" + meaning(type, field, value))
            .collect(Collectors.joining("", "\n\nPossible enum values:", ""));
  }

  private String meaning(ObjectType type, Field field, String value) {
    return descriptions.of(type, field, value).map(text -> " " + text).orElse("");
  }

  /// Permitted values are those of the innermost text.
  private static void addValues(ObjectNode schema, Field field) {
    if (field.values().isEmpty()) {
      return;
    }
    JsonNode inner = schema;
    while (inner.has("items") || inner.has("additionalProperties")) {
      inner = inner.has("items") ? inner.get("items") : inner.get("additionalProperties");
    }
    field.values().forEach(((ObjectNode) inner).putArray("enum")::add);
  }

  private static Optional<JsonNode> defaultOf(Field field) {
    return field.defaultValue().isPresent() || field.presence() != Presence.ALWAYS
        ? field.defaultValue()
        : ScalarSchemas.zero(field.type());
  }

  private static void addList(ObjectNode schema, ListSemantics list) {
    switch (list) {
      case ListSemantics.Atomic() -> schema.put("x-kubernetes-list-type", "atomic");
      case ListSemantics.Set() -> schema.put("x-kubernetes-list-type", "set");
      case ListSemantics.Map(var keys) -> {
        keys.forEach(schema.putArray("x-kubernetes-list-map-keys")::add);
        schema.put("x-kubernetes-list-type", "map");
      }
    }
  }

  private static void addPatch(ObjectNode schema, PatchStrategy patch) {
    patch.mergeKey().ifPresent(key -> schema.put("x-kubernetes-patch-merge-key", key));
    var words = new ArrayList<String>();
    if (patch.directives().contains(Directive.REPLACE)) {
      words.add("replace");
    }
    if (patch.directives().contains(Directive.MERGE)) {
      words.add("merge");
    }
    if (patch.directives().contains(Directive.RETAIN_KEYS)) {
      words.add("retainKeys");
    }
    if (!words.isEmpty()) {
      schema.put("x-kubernetes-patch-strategy", String.join(",", words));
    }
  }
}
