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

  Manager manager() {
    return new Manager(
        request.fieldManager(), Manager.Operation.APPLY, "", request.part().subresource());
  }

  String apiVersion() {
    return request.resource().kind().apiVersion();
  }
}
