package dev.timonier.server.authz.node;

import static dev.timonier.server.authz.node.NodeRestriction.require;

import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.admission.Operation;
import java.util.Map;

/// What a node may write of nodes: itself, but neither its taints, its owners, the source of its
/// configuration, nor the labels that others steer pods by.
final class NodeWrites {
  private static final String CONFIGURATION = "configSource";

  private NodeWrites() {}

  static void check(String node, AdmissionRequest request) {
    var name = NodeRestriction.nameOf(request);
    require(
        name.equals(node),
        request,
        "node \"" + node + "\" is not allowed to modify node \"" + name + "\"");
    if (request.operation() == Operation.CREATE) {
      require(
          !request.object().orElseThrow().spec().has(CONFIGURATION),
          request,
          "node \"" + node + "\" is not allowed to create pods with a non-nil configSource");
      labels(
          request, Map.of(), "node \"" + node + "\" is not allowed to set the following labels: ");
    } else if (request.operation() == Operation.UPDATE) {
      update(node, request);
    }
  }

  private static void update(String node, AdmissionRequest request) {
    var old = request.old().orElseThrow();
    var next = request.object().orElseThrow();
    require(
        !next.spec().has(CONFIGURATION)
            || next.spec().path(CONFIGURATION).equals(old.spec().path(CONFIGURATION)),
        request,
        "node \""
            + node
            + "\" is not allowed to update configSource to a new non-nil configSource");
    require(
        next.spec().path("taints").equals(old.spec().path("taints")),
        request,
        "node \"" + node + "\" is not allowed to modify taints");
    require(
        next.metadata().ownerReferences().equals(old.metadata().ownerReferences()),
        request,
        "node \"" + node + "\" is not allowed to modify ownerReferences");
    labels(request, old.metadata().labels(), "is not allowed to modify labels: ");
  }

  private static void labels(AdmissionRequest request, Map<String, String> old, String refusal) {
    var labels = request.object().orElseThrow().metadata().labels();
    var forbidden = NodeLabels.forbidden(labels, old);
    require(forbidden.isEmpty(), request, refusal + String.join(", ", forbidden));
  }
}
