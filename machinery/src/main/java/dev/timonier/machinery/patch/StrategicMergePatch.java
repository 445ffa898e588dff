package dev.timonier.machinery.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.patch.MergeSchema.FieldMerge;
import dev.timonier.machinery.patch.MergeSchema.Mode;
import dev.timonier.machinery.status.GoForm;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Strategic merge patch: a merge patch that knows which lists are merged, and by which key
/// (<https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/>).
/// Directives within the patch say more: `$patch: replace|delete|merge`, `$retainKeys`,
/// `$setElementOrder/<list>`, `$deleteFromPrimitiveList/<list>`.
public final class StrategicMergePatch {
  static final String DIRECTIVE = "$patch";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String RETAIN_KEYS = "$retainKeys";
  private static final String ELEMENT_ORDER = "$setElementOrder/";
  private static final String DELETE_FROM_LIST = "$deleteFromPrimitiveList/";

  private StrategicMergePatch() {}

  /// Applies a patch to a copy.
  ///
  /// @throws PatchException when the patch is malformed
  public static ObjectNode apply(ObjectNode target, ObjectNode patch, MergeSchema schema) {
    return merge(target.deepCopy(), patch.deepCopy(), schema);
  }

  /// Merges in place, and consumes the patch.
  static ObjectNode merge(ObjectNode target, ObjectNode patch, MergeSchema schema) {
    if (patch.has(DIRECTIVE)) {
      return directed(patch);
    }
    retainKeys(target, patch);
    orderElements(target, patch, schema);
    for (var member : List.copyOf(patch.properties())) {
      mergeMember(target, member.getKey(), member.getValue(), schema);
    }
    return target;
  }

  private static ObjectNode directed(ObjectNode patch) {
    return switch (patch.path(DIRECTIVE).asText()) {
      case "replace" -> {
        patch.remove(DIRECTIVE);
        yield patch;
      }
      case "delete" -> NODES.objectNode();
      default -> throw unknownType(patch);
    };
  }

  static PatchException unknownType(JsonNode patch) {
    return new PatchException(
        "unknown patch type: "
            + GoForm.text(patch.path(DIRECTIVE))
            + " in map: "
            + GoForm.plain(patch));
  }

  private static void retainKeys(ObjectNode target, ObjectNode patch) {
    var retained = patch.remove(RETAIN_KEYS);
    if (retained == null) {
      return;
    }
    if (!retained.isArray()) {
      throw badRetainKeys();
    }
    var names = new HashSet<String>();
    retained.forEach(name -> names.add(name.asText()));
    for (var member : patch.properties()) {
      if (!member.getValue().isNull() && !isRetained(member.getKey(), names)) {
        throw badRetainKeys();
      }
    }
    target.retain(names);
  }

  private static PatchException badRetainKeys() {
    return new PatchException(
        PatchException.Cause.BAD_FORMAT, "invalid patch format of retainKeys");
  }

  private static boolean isRetained(String name, Set<String> names) {
    return names.contains(name)
        || name.startsWith(DELETE_FROM_LIST)
        || name.startsWith(ELEMENT_ORDER);
  }

  private static void mergeMember(
      ObjectNode target, String name, JsonNode value, MergeSchema schema) {
    if (name.startsWith(DELETE_FROM_LIST)) {
      deleteFromList(target, name.substring(DELETE_FROM_LIST.length()), value);
      return;
    }
    if (value.isNull()) {
      target.remove(name);
      return;
    }
    var present = target.get(name);
    var field = schema.field(name);
    if (present instanceof ObjectNode object && value instanceof ObjectNode patch) {
      target.set(name, object(object, patch, field));
    } else if (present instanceof ArrayNode list && value instanceof ArrayNode patch) {
      target.set(name, list(list, patch, field));
    } else {
      Cleaning.clean(value)
          .ifPresentOrElse(clean -> target.set(name, clean), () -> target.remove(name));
    }
  }

  private static JsonNode object(ObjectNode present, ObjectNode patch, FieldMerge field) {
    return field.object() == Mode.MERGE ? merge(present, patch, field.content()) : patch;
  }

  private static ArrayNode list(ArrayNode present, ArrayNode patch, FieldMerge field) {
    return field.list() == Mode.MERGE ? new ListMerge(field).merge(present, patch) : patch;
  }

  private static void deleteFromList(ObjectNode target, String name, JsonNode values) {
    if (!(target.get(name) instanceof ArrayNode list)) {
      return;
    }
    var removed = new HashSet<JsonNode>();
    values.forEach(removed::add);
    var rest = NODES.arrayNode();
    list.forEach(
        element -> {
          if (!removed.contains(element)) {
            rest.add(element);
          }
        });
    target.set(name, rest);
  }

  /// Merges the lists that come with an order of their elements, and brings them into it.
  private static void orderElements(ObjectNode target, ObjectNode patch, MergeSchema schema) {
    for (var directive : List.copyOf(patch.properties())) {
      if (directive.getKey().startsWith(ELEMENT_ORDER)) {
        patch.remove(directive.getKey());
        orderElements(target, patch, schema, directive.getKey(), directive.getValue());
      }
    }
  }

  private static void orderElements(
      ObjectNode target, ObjectNode patch, MergeSchema schema, String directive, JsonNode order) {
    var name = directive.substring(ELEMENT_ORDER.length());
    var field = schema.field(name);
    var wanted = array(order);
    var before = target.has(name) ? array(target.get(name)) : NODES.arrayNode();
    var changes = patch.has(name) ? array(patch.get(name)) : NODES.arrayNode();
    ElementOrder.check(changes, wanted, field.mergeKey());
    if (target.has(name) || patch.has(name)) {
      ListMerge.elementKind(before, changes);
      var merged = patch.has(name) ? merged(target, name, before, changes, field) : before;
      patch.remove(name);
      target.set(name, new ElementOrder(field.mergeKey()).arrange(merged, wanted, before));
    }
  }

  private static ArrayNode merged(
      ObjectNode target, String name, ArrayNode before, ArrayNode changes, FieldMerge field) {
    return target.has(name)
        ? list(before, changes, field)
        : (ArrayNode) Cleaning.withoutMarked(changes);
  }

  private static ArrayNode array(JsonNode node) {
    if (node instanceof ArrayNode array) {
      return array;
    }
    var given = node.isNull() ? "%!s(<nil>)" : GoForm.type(node);
    throw new PatchException("expected a []interface {}, but received a " + given);
  }
}
