package dev.timonier.server.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// The formats that a body may have.
record Contents(List<String> types) {
  /// Objects.
  static final Contents OBJECT =
      of("application/json", "application/vnd.kubernetes.protobuf", "application/yaml");

  /// Objects, or their changes one after the other.
  static final Contents STREAM =
      of(
          "application/json",
          "application/json;stream=watch",
          "application/vnd.kubernetes.protobuf",
          "application/vnd.kubernetes.protobuf;stream=watch",
          "application/yaml");

  static final Contents LOG =
      of(
          "application/json",
          "application/vnd.kubernetes.protobuf",
          "application/yaml",
          "text/plain");

  static final Contents JSON = of("application/json");
  static final Contents KEY_SET = of("application/jwk-set+json");
  static final Contents ANY = of("*/*");
  static final Contents PATCH =
      of(
          "application/apply-patch+yaml",
          "application/json-patch+json",
          "application/merge-patch+json",
          "application/strategic-merge-patch+json");

  private static Contents of(String... types) {
    return new Contents(List.of(types));
  }

  void write(ObjectNode body, ObjectNode schema) {
    var content = body.putObject("content");
    types.forEach(type -> content.putObject(type).set("schema", schema.deepCopy()));
  }
}
