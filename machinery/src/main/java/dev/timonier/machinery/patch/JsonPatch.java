package dev.timonier.machinery.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// JSON Patch, RFC 6902: a list of operations that all succeed or none.
public final class JsonPatch {
  private JsonPatch() {}

  /// Applies the operations to a copy.
  ///
  /// @throws PatchException when an operation fails
  public static JsonNode apply(JsonNode target, ArrayNode operations) {
    var result = target.deepCopy();
    for (var operation : operations) {
      result = apply(result, operation);
    }
    return result;
  }

  private static JsonNode apply(JsonNode root, JsonNode operation) {
    var path = path(operation, "path");
    return switch (operation.path("op").asText()) {
      case "add" -> add(root, path, value(operation));
      case "remove" -> remove(root, path);
      case "replace" -> replace(root, path, value(operation));
      case "move" -> move(root, path(operation, "from"), path);
      case "copy" -> add(root, path, existing(root, path(operation, "from")).deepCopy());
      case "test" -> test(root, path, value(operation));
      default -> throw new PatchException("Unexpected kind: " + operation.path("op").asText());
    };
  }

  private static JsonPointerPath path(JsonNode operation, String field) {
    if (!operation.path(field).isTextual()) {
      throw new PatchException("missing " + field);
    }
    return JsonPointerPath.parse(operation.path(field).textValue());
  }

  private static JsonNode value(JsonNode operation) {
    return operation.has("value") ? operation.get("value").deepCopy() : NullNode.instance;
  }

  private static JsonNode existing(JsonNode root, JsonPointerPath path) {
    return path.find(root).orElseThrow(() -> missing(path));
  }

  private static JsonNode parent(JsonNode root, JsonPointerPath path) {
    return path.findParent(root).orElseThrow(() -> missing(path));
  }

  private static PatchException missing(JsonPointerPath path) {
    return new PatchException("doc is missing path: /" + String.join("/", path.steps()));
  }

  private static JsonNode add(JsonNode root, JsonPointerPath path, JsonNode value) {
    if (path.isRoot()) {
      return value;
    }
    switch (parent(root, path)) {
      case ObjectNode object -> object.set(path.last(), value);
      case ArrayNode array -> insert(array, path, value);
      default -> throw missing(path);
    }
    return root;
  }

  private static void insert(ArrayNode array, JsonPointerPath path, JsonNode value) {
    var step = path.last();
    if (step.equals("-") || step.equals(Integer.toString(array.size()))) {
      array.add(value);
    } else {
      array.insert(JsonPointerPath.index(array, step).orElseThrow(() -> missing(path)), value);
    }
  }

  private static JsonNode remove(JsonNode root, JsonPointerPath path) {
    existing(root, path);
    switch (parent(root, path)) {
      case ObjectNode object -> object.remove(path.last());
      case ArrayNode array -> array.remove(JsonPointerPath.index(array, path.last()).orElseThrow());
      default -> throw missing(path);
    }
    return root;
  }

  private static JsonNode replace(JsonNode root, JsonPointerPath path, JsonNode value) {
    if (path.isRoot()) {
      return value;
    }
    existing(root, path);
    switch (parent(root, path)) {
      case ObjectNode object -> object.set(path.last(), value);
      case ArrayNode array ->
          array.set(JsonPointerPath.index(array, path.last()).orElseThrow(), value);
      default -> throw missing(path);
    }
    return root;
  }

  private static JsonNode move(JsonNode root, JsonPointerPath from, JsonPointerPath to) {
    var value = existing(root, from);
    return add(remove(root, from), to, value);
  }

  private static JsonNode test(JsonNode root, JsonPointerPath path, JsonNode expected) {
    var present = path.find(root).orElse(NullNode.instance);
    if (!Equality.of(present, expected)) {
      throw new PatchException("testing value " + String.join("/", path.steps()) + " failed");
    }
    return root;
  }
}
