package dev.timonier.machinery.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// JSON Patch, RFC 6902: a list of operations that all succeed or none. Kubernetes is more lenient
/// than the standard: a member of an object that is not there may be replaced, moved and copied,
/// and indexes may be negative.
public final class JsonPatch {
  private static final int MOST_COPIED = 3 << 20; // characters of JSON

  private JsonNode root;
  private long copied;

  private JsonPatch(JsonNode root) {
    this.root = root;
  }

  /// Applies the operations to a copy.
  ///
  /// @throws PatchException when an operation fails
  public static JsonNode apply(JsonNode target, ArrayNode operations) {
    var patch = new JsonPatch(target.deepCopy());
    operations.forEach(patch::apply);
    return patch.root;
  }

  private void apply(JsonNode operation) {
    var path = path(operation, "path");
    switch (operation.path("op").asText()) {
      case "add" -> container(path).add(path.last(), fitting(value(operation), path));
      case "remove" -> container(path).remove(path.last());
      case "replace" -> replace(path, fitting(value(operation), path));
      case "move" -> move(path(operation, "from"), path);
      case "copy" -> copy(path(operation, "from"), path);
      case "test" -> test(path, operation.path("value"));
      default -> throw failed("Unexpected kind: " + operation.path("op").asText());
    }
  }

  private static PatchException failed(String message) {
    return new PatchException(PatchException.Cause.UNPROCESSABLE, message);
  }

  private static JsonPointerPath path(JsonNode operation, String field) {
    if (!operation.path(field).isTextual()) {
      throw failed("missing " + field);
    }
    return JsonPointerPath.parse(operation.path(field).textValue());
  }

  private static JsonNode value(JsonNode operation) {
    return operation.has("value") ? operation.get("value").deepCopy() : NullNode.instance;
  }

  /// What was nested more deeply could never be read again.
  private static JsonNode fitting(JsonNode value, JsonPointerPath path) {
    if (Depth.exceeds(value, path.steps().size())) {
      throw failed("exceeded max depth");
    }
    return value;
  }

  private PatchContainer container(JsonPointerPath path) {
    return path.container(root)
        .orElseThrow(
            () -> failed("doc is missing path: \"/" + String.join("/", path.steps()) + '"'));
  }

  private void replace(JsonPointerPath path, JsonNode value) {
    if (!path.isRoot()) {
      container(path).replace(path.last(), value);
    } else if (value.isContainerNode()) {
      root = value;
    } else {
      throw failed("replace operation value must be object or array");
    }
  }

  private void move(JsonPointerPath from, JsonPointerPath to) {
    var source = container(from);
    var value = source.get(from.last());
    source.remove(from.last());
    container(to).add(to.last(), fitting(orNull(value), to));
  }

  private void copy(JsonPointerPath from, JsonPointerPath to) {
    var value = orNull(container(from).get(from.last()));
    var target = container(to);
    copied += value.isContainerNode() ? value.toString().length() : value.asText().length();
    if (copied > MOST_COPIED) {
      throw failed("too much is copied");
    }
    target.add(to.last(), fitting(value, to).deepCopy());
  }

  private static JsonNode orNull(@Nullable JsonNode value) {
    return value == null ? NullNode.instance : value;
  }

  private void test(JsonPointerPath path, JsonNode expected) {
    var present = path.isRoot() ? root : container(path).get(path.last());
    var absent = present == null || present.isNull();
    if (absent ? !isAbsent(expected) : !Equality.of(orNull(present), expected)) {
      throw failed("testing value /" + String.join("/", path.steps()) + " failed");
    }
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isNull() || value.isMissingNode();
  }

  /// An object or array that an operation changes.
  sealed interface PatchContainer {
    @Nullable JsonNode get(String step);

    void add(String step, JsonNode value);

    void replace(String step, JsonNode value);

    void remove(String step);

    record Members(ObjectNode object) implements PatchContainer {
      @Override
      public @Nullable JsonNode get(String step) {
        return object.get(step);
      }

      @Override
      public void add(String step, JsonNode value) {
        object.set(step, value);
      }

      @Override
      public void replace(String step, JsonNode value) {
        object.set(step, value);
      }

      @Override
      public void remove(String step) {
        if (object.remove(step) == null) {
          throw failed("Unable to remove nonexistent key: " + step);
        }
      }
    }

    record Elements(ArrayNode array) implements PatchContainer {
      @Override
      public JsonNode get(String step) {
        return array.get(index(step, array.size()));
      }

      /// Behind the last element is a place, too.
      @Override
      public void add(String step, JsonNode value) {
        array.insert(step.equals("-") ? array.size() : index(step, array.size() + 1), value);
      }

      @Override
      public void replace(String step, JsonNode value) {
        array.set(index(step, array.size()), value);
      }

      @Override
      public void remove(String step) {
        array.remove(index(step, array.size()));
      }

      /// Negative indexes count from the end.
      private static int index(String step, int size) {
        try {
          var number = Integer.parseInt(step);
          var index = number < 0 ? size + number : number;
          if (index >= 0 && index < size) {
            return index;
          }
        } catch (NumberFormatException _) {
          // as an index that there is not
        }
        throw failed("Unable to access invalid index: " + step);
      }
    }
  }
}
