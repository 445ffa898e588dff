package dev.timonier.server.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.registry.WriteRequest;

/// A configuration that someone applies.
public record Application(ObjectNode config, Force force, WriteRequest request) {

  /// What becomes of conflicts.
  public enum Force {
    /// They are errors.
    NO,
    /// The fields are taken from their managers.
    YES
  }

  /// Whether kubectl applies, under the name that it has unless told otherwise.
  boolean isKubectls() {
    return request.fieldManager().equals("kubectl");
  }

  Manager manager() {
    return new Manager(
        request.fieldManager(), Manager.Operation.APPLY, "", request.part().subresource());
  }

  String apiVersion() {
    return request.resource().kind().apiVersion();
  }
}
