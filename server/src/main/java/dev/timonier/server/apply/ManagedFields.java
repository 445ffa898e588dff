package dev.timonier.server.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.apply.Manager.Operation;
import dev.timonier.server.apply.fieldset.FieldSet;
import dev.timonier.server.apply.fieldset.FieldsException;
import dev.timonier.server.json.JsonWriter;
import dev.timonier.server.json.RawObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The form of `managedFields` in objects:
///
/// ```
/// [{"manager":"kubectl","operation":"Update","apiVersion":"v1","time":"2026-01-01T00:00:00Z",
///   "fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:a":{}}}}]
/// ```
public final class ManagedFields {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final Comparator<Map.Entry<Manager, Managed>> ORDER =
      Comparator.<Map.Entry<Manager, Managed>, String>comparing(e -> e.getKey().operation().word())
          .thenComparing(e -> e.getValue().time())
          .thenComparing(e -> e.getKey().name())
          .thenComparing(e -> e.getValue().apiVersion())
          .thenComparing(e -> e.getKey().subresource());

  private ManagedFields() {}

  /// Keeps the wish to forget all managers apart from having said nothing: an empty list becomes
  /// one with an empty entry.
  public static void markReset(ObjectNode object) {
    if (object.path("metadata").path("managedFields") instanceof ArrayNode entries
        && entries.isEmpty()) {
      entries.addObject();
    }
  }

  static boolean isReset(JsonNode entries) {
    return entries.size() == 1 && entries.get(0).isObject() && entries.get(0).isEmpty();
  }

  /// The managers of an object; none where the entries are not understood.
  static Optional<Map<Manager, Managed>> decode(JsonNode entries) {
    var managers = new LinkedHashMap<Manager, Managed>();
    try {
      for (var entry : entries) {
        if (!decode(entry, managers)) {
          return Optional.empty();
        }
      }
    } catch (FieldsException _) {
      return Optional.empty();
    }
    return Optional.of(managers);
  }

  private static boolean decode(JsonNode entry, Map<Manager, Managed> managers) {
    var operation = operation(entry.path("operation").asText());
    var version = entry.path("apiVersion").asText();
    if (operation.isEmpty()
        || version.isEmpty()
        || !entry.path("fieldsType").asText().equals("FieldsV1")) {
      return false;
    }
    var manager =
        new Manager(
            entry.path("manager").asText(),
            operation.get(),
            operation.get() == Operation.APPLY ? "" : version,
            entry.path("subresource").asText());
    var fields = fields(entry.path("fieldsV1"));
    managers.put(manager, new Managed(fields, version, entry.path("time").asText("")));
    return true;
  }

  private static Optional<Operation> operation(String word) {
    return switch (word) {
      case "Apply" -> Optional.of(Operation.APPLY);
      case "Update" -> Optional.of(Operation.UPDATE);
      default -> Optional.empty();
    };
  }

  private static FieldSet fields(JsonNode node) {
    return node.isObject() ? FieldSet.parse(json(node)) : FieldSet.EMPTY;
  }

  private static byte[] json(JsonNode node) {
    return node instanceof RawObject raw && raw.json().isPresent()
        ? raw.json().get()
        : new JsonWriter().node(node).toByteArray();
  }

  static ArrayNode encode(Map<Manager, Managed> managers) {
    var entries = NODES.arrayNode();
    var inOrder = new ArrayList<>(managers.entrySet());
    inOrder.sort(ORDER);
    inOrder.forEach(entry -> entries.add(encode(entry.getKey(), entry.getValue())));
    return entries;
  }

  private static ObjectNode encode(Manager manager, Managed managed) {
    var entry = NODES.objectNode();
    put(entry, "manager", manager.name());
    put(entry, "operation", manager.operation().word());
    put(entry, "apiVersion", managed.apiVersion());
    put(entry, "time", managed.time());
    put(entry, "fieldsType", "FieldsV1");
    entry.set("fieldsV1", new RawObject(managed.fields().json()));
    put(entry, "subresource", manager.subresource());
    return entry;
  }

  private static void put(ObjectNode entry, String name, String text) {
    if (!text.isEmpty()) {
      entry.put(name, text);
    }
  }
}
