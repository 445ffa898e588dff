package dev.timonier.server.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.patch.MergePatch;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.json.Document;
import dev.timonier.server.json.JsonReader;
import dev.timonier.server.json.SyntaxException;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.verb.WriteOptions.FieldValidation;

/// Reads patches, and refuses those that are none in the words of Kubernetes.
final class Patches {
  private static final String MAP = "map[string]interface {}";
  private static final String DECODING = "error decoding patch: ";

  private Patches() {}

  /// @param resource of the objects that are patched
  static ObjectPatch read(
      PatchType type, byte[] body, Resource resource, FieldValidation validation) {
    return switch (type) {
      case JSON -> new OperationReader(validation).read(body, resource);
      case MERGE -> merge(body, resource, validation);
      case STRATEGIC_MERGE -> strategic(body, resource);
      case APPLY -> throw new IllegalArgumentException("applied elsewhere");
    };
  }

  private static ObjectPatch merge(byte[] body, Resource resource, FieldValidation validation) {
    var document = mergeDocument(body, validation);
    var patch = document.tree();
    if (patch.isNull() || (!patch.isContainerNode() && validation == FieldValidation.IGNORE)) {
      throw notMergeable();
    }
    if (!patch.isObject() && validation != FieldValidation.IGNORE) {
      throw notUnmarshalled(patch, MAP, DECODING);
    }
    return new DocumentPatch(
        resource, object -> MergePatch.apply(object, patch.deepCopy()), document.remarks(), patch);
  }

  private static Document mergeDocument(byte[] body, FieldValidation validation) {
    try {
      return JsonReader.readMaps(body);
    } catch (SyntaxException e) {
      throw validation == FieldValidation.IGNORE
          ? notMergeable()
          : ApiErrors.badRequest(DECODING + e.getMessage());
    }
  }

  private static ApiException notMergeable() {
    return ApiErrors.badRequest("Invalid JSON Patch");
  }

  private static ObjectPatch strategic(byte[] body, Resource resource) {
    var document = document(body, "");
    return switch (document.tree()) {
      case ObjectNode change -> new StrategicPatch(resource, change, document.remarks());
      case JsonNode nothing when nothing.isNull() ->
          new StrategicPatch(resource, JsonNodeFactory.instance.objectNode(), document.remarks());
      case JsonNode other -> throw notUnmarshalled(other, MAP, "");
    };
  }

  /// @param prefix of the message when the body is no JSON
  static Document document(byte[] body, String prefix) {
    try {
      return JsonReader.readMaps(body);
    } catch (SyntaxException e) {
      throw ApiErrors.badRequest(prefix + e.getMessage());
    }
  }

  static ApiException notUnmarshalled(JsonNode patch, String type, String prefix) {
    return ApiErrors.badRequest(
        prefix
            + "json: cannot unmarshal "
            + BodyReader.word(patch)
            + " into Go value of type "
            + type);
  }

  static ApiException unprocessable() {
    return ApiErrors.unprocessable(
        "the server rejected our request due to an error in our request");
  }
}
