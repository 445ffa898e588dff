package dev.timonier.server.authz.node;

import static dev.timonier.server.authz.node.NodeRestriction.require;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.gostruct.StructDiff;
import dev.timonier.server.object.ApiObject;
import java.util.List;

/// What a node may write of claims: how large their volumes are by now.
final class ClaimWrites {
  private static final String CLAIM = "core/v1.PersistentVolumeClaim";
  private static final List<String> OWN =
      List.of("capacity", "conditions", "allocatedResources", "allocatedResourceStatuses");

  private ClaimWrites() {}

  static void check(String node, AdmissionRequest request) {
    require(request.subresource().equals("status"), request, "may only update PVC status");
    var next = rest(request.object().orElseThrow());
    var old = rest(request.old().orElseThrow());
    if (!next.equals(old)) {
      throw request.forbidden(
          "node \""
              + node
              + "\" is not allowed to update fields other than status.quantity and"
              + " status.conditions: "
              + StructDiff.between(old, next, CLAIM));
    }
  }

  private static ObjectNode rest(ApiObject claim) {
    var rest = claim.copy();
    rest.metadata().tree().remove(List.of("managedFields", "resourceVersion"));
    if (rest.status() instanceof ObjectNode status) {
      status.remove(OWN);
    }
    return rest.root();
  }
}
