package dev.timonier.server.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.patch.JsonPatch;
import dev.timonier.machinery.patch.MergePatch;
import dev.timonier.machinery.patch.PatchException;
import dev.timonier.machinery.patch.StrategicMergePatch;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.json.JsonReader;
import dev.timonier.server.json.SyntaxException;
import dev.timonier.server.schema.ObjectType;
import dev.timonier.server.schema.TypeMergeSchema;
import java.util.function.UnaryOperator;

/// Reads patches, and refuses those that are none in the words of Kubernetes.
final class Patches {
  private static final int MOST_OPERATIONS = 10_000;

  private Patches() {}

  /// A patch that is ready to be applied to any version of the object.
  static UnaryOperator<ObjectNode> read(PatchType type, byte[] body, ObjectType objectType) {
    return switch (type) {
      case JSON -> json(body);
      case MERGE -> merge(body);
      case STRATEGIC_MERGE -> strategic(body, objectType);
      case APPLY -> throw new IllegalArgumentException("applied elsewhere");
    };
  }

  private static UnaryOperator<ObjectNode> json(byte[] body) {
    var patch = tree(body, "error decoding patch: ");
    if (!(patch instanceof ArrayNode operations)) {
      throw notUnmarshalled(patch, "[]handlers.jsonPatchOp", "error decoding patch: ");
    }
    if (operations.size() > MOST_OPERATIONS) {
      throw ApiErrors.tooLarge(
          "The allowed maximum operations in a JSON patch is "
              + MOST_OPERATIONS
              + ", got "
              + operations.size());
    }
    return object -> jsonApplied(object, operations);
  }

  private static ObjectNode jsonApplied(ObjectNode object, ArrayNode operations) {
    try {
      return asObject(JsonPatch.apply(object, operations));
    } catch (PatchException e) {
      throw ApiErrors.unprocessable(
          "the server rejected our request due to an error in our request");
    }
  }

  private static UnaryOperator<ObjectNode> merge(byte[] body) {
    var patch = tree(body, "error decoding patch: ");
    if (patch.isNull()) {
      throw ApiErrors.badRequest("Invalid JSON Patch");
    }
    if (!patch.isObject()) {
      throw notUnmarshalled(patch, "map[string]interface {}", "error decoding patch: ");
    }
    return object -> asObject(MergePatch.apply(object, patch));
  }

  private static UnaryOperator<ObjectNode> strategic(byte[] body, ObjectType type) {
    var patch = tree(body, "");
    if (patch.isNull()) {
      return UnaryOperator.identity();
    }
    if (!(patch instanceof ObjectNode change)) {
      throw notUnmarshalled(patch, "map[string]interface {}", "");
    }
    return object -> strategicApplied(object, change, type);
  }

  private static ObjectNode strategicApplied(
      ObjectNode object, ObjectNode change, ObjectType type) {
    try {
      return StrategicMergePatch.apply(object, change, new TypeMergeSchema(type));
    } catch (PatchException e) {
      throw ApiErrors.plain(500, e.getMessage());
    }
  }

  private static ObjectNode asObject(JsonNode tree) {
    return tree instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
  }

  private static JsonNode tree(byte[] body, String prefix) {
    try {
      return JsonReader.tree(body);
    } catch (SyntaxException e) {
      throw ApiErrors.badRequest(prefix + e.getMessage());
    }
  }

  private static ApiException notUnmarshalled(JsonNode patch, String type, String prefix) {
    return ApiErrors.badRequest(
        prefix
            + "json: cannot unmarshal "
            + BodyReader.word(patch)
            + " into Go value of type "
            + type);
  }
}
