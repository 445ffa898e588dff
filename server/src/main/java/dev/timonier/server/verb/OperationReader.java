package dev.timonier.server.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.patch.JsonPatch;
import dev.timonier.machinery.patch.PatchException;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.verb.WriteOptions.FieldValidation;
import java.util.ArrayList;
import java.util.List;

/// Reads the operations of JSON patches.
final class OperationReader {
  private static final int MOST_OPERATIONS = 10_000;
  private static final List<String> TEXTS = List.of("op", "path", "from");

  private final FieldValidation validation;
  private final List<String> remarks = new ArrayList<>();

  OperationReader(FieldValidation validation) {
    this.validation = validation;
  }

  ObjectPatch read(byte[] body, Resource resource) {
    var document = Patches.document(body, prefix());
    document.remarks().forEach(this::remark);
    var operations = operations(document.tree());
    if (operations.size() > MOST_OPERATIONS) {
      throw ApiErrors.tooLarge(
          "The allowed maximum operations in a JSON patch is "
              + MOST_OPERATIONS
              + ", got "
              + operations.size());
    }
    return new DocumentPatch(
        resource, object -> applied(object, operations), remarks, touched(operations));
  }

  private void remark(String text) {
    remarks.add("json patch " + text);
  }

  private String prefix() {
    return validation == FieldValidation.IGNORE ? "" : "error decoding patch: ";
  }

  private String type(String decoded, String validated) {
    return validation == FieldValidation.IGNORE ? decoded : validated;
  }

  private ArrayNode operations(JsonNode patch) {
    if (patch.isNull()) {
      return JsonNodeFactory.instance.arrayNode();
    }
    if (!(patch instanceof ArrayNode operations)) {
      throw Patches.notUnmarshalled(
          patch, type("jsonpatch.Patch", "[]handlers.jsonPatchOp"), prefix());
    }
    for (var i = 0; i < operations.size(); i++) {
      check(operations.get(i), i);
    }
    return operations;
  }

  private void check(JsonNode operation, int index) {
    if (operation.isNull()) {
      return;
    }
    if (!(operation instanceof ObjectNode object)) {
      throw Patches.notUnmarshalled(
          operation, type("jsonpatch.Operation", "handlers.jsonPatchOp"), prefix());
    }
    for (var member : object.properties()) {
      var name = member.getKey();
      if (TEXTS.contains(name)) {
        checkText(name, member.getValue());
      } else if (!name.equals("value")) {
        remark("unknown field \"[%d].%s\"".formatted(index, name));
      }
    }
  }

  private void checkText(String name, JsonNode value) {
    if (!value.isTextual() && !value.isNull() && validation != FieldValidation.IGNORE) {
      throw ApiErrors.badRequest(
          prefix()
              + "json: cannot unmarshal "
              + BodyReader.word(value)
              + " into Go struct field jsonPatchOp."
              + name
              + " of type string");
    }
  }

  private static JsonNode applied(ObjectNode object, ArrayNode operations) {
    try {
      return JsonPatch.apply(object, operations);
    } catch (PatchException _) {
      throw Patches.unprocessable();
    }
  }

  /// The objects that the operations look into.
  private static ObjectNode touched(ArrayNode operations) {
    var touched = JsonNodeFactory.instance.objectNode();
    for (var operation : operations) {
      touch(touched, operation.path("path").asText());
      touch(touched, operation.path("from").asText());
    }
    return touched;
  }

  private static void touch(ObjectNode root, String path) {
    var steps = path.split("/", -1);
    var node = root;
    for (var i = 1; i < steps.length - 1; i++) {
      node = Trees.child(node, steps[i].replace("~1", "/").replace("~0", "~"));
    }
  }
}
