package dev.timonier.server.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupVersionKind;
import java.util.ArrayList;
import java.util.List;

/// One method at one path, put together part by part.
final class Operation {
  private final String method;
  private final ObjectNode tree = ScalarSchemas.empty();
  private final ObjectNode responses = ScalarSchemas.empty();
  private final List<ObjectNode> parameters = new ArrayList<>();

  /// @param method in lower case
  /// @param does what the operation does, in words
  Operation(String method, String id, String tag, String does) {
    this.method = method;
    tree.putArray("tags").add(tag);
    tree.put("description", does);
    tree.put("operationId", id);
  }

  String method() {
    return method;
  }

  List<ObjectNode> parameters() {
    return parameters;
  }

  Operation acts(String action, GroupVersionKind kind) {
    tree.put("x-kubernetes-action", action);
    Kinds.write(tree.putObject(Kinds.EXTENSION), kind);
    return this;
  }

  Operation takes(List<ObjectNode> more) {
    parameters.addAll(more);
    return this;
  }

  Operation takes(ObjectNode parameter) {
    parameters.add(parameter);
    return this;
  }

  Operation needsBody(Contents contents, ObjectNode schema) {
    mayHaveBody(contents, schema);
    ((ObjectNode) tree.get("requestBody")).put("required", true);
    return this;
  }

  Operation mayHaveBody(Contents contents, ObjectNode schema) {
    contents.write(tree.putObject("requestBody"), schema);
    return this;
  }

  Operation answers(Contents contents, ObjectNode schema, int... codes) {
    for (var code : codes) {
      var response = responses.putObject(Integer.toString(code));
      response.put("description", code == 200 ? "OK" : code == 201 ? "Created" : "Accepted");
      contents.write(response, schema);
    }
    return this;
  }

  /// The operation, with those of its parameters that the path does not have.
  ObjectNode tree(List<ObjectNode> own) {
    responses.putObject("401").put("description", "Unauthorized");
    tree.set("responses", responses);
    if (!own.isEmpty()) {
      own.forEach(tree.putArray("parameters")::add);
    }
    return tree;
  }
}
