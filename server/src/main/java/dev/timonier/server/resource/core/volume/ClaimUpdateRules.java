package dev.timonier.server.resource.core.volume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.gostruct.StructDiff;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.validation.Subject;

/// What of a PersistentVolumeClaim may not change.
final class ClaimUpdateRules {
  private ClaimUpdateRules() {}

  static void validate(Subject spec, ApiObject old) {
    var before = (ObjectNode) old.spec();
    var after = ((ObjectNode) spec.value()).deepCopy();
    if (!before.has("volumeName")) {
      after.remove("volumeName");
    }
    if (!before.has("storageClassName")) {
      after.remove("storageClassName");
    }
    keep(after, before, "volumeAttributesClassName");
    if (old.status().path("phase").asText().equals("Bound")) {
      keepRequest(after, before);
      shrinking(spec, old);
    }
    if (!after.equals(before)) {
      spec.forbidden(
          "spec is immutable after creation except resources.requests and volumeAttributesClassName"
              + " for bound claims\n"
              + StructDiff.between(before, after, "core/v1.PersistentVolumeClaimSpec"));
    }
  }

  private static void keep(ObjectNode after, ObjectNode before, String field) {
    if (before.has(field)) {
      after.set(field, before.get(field));
    } else {
      after.remove(field);
    }
  }

  private static void keepRequest(ObjectNode after, ObjectNode before) {
    var requested = before.path("resources").path("requests").path("storage");
    if (after.path("resources").path("requests") instanceof ObjectNode requests
        && !requested.isMissingNode()) {
      requests.set("storage", requested);
    }
  }

  /// A request may be lowered again while the volume has not grown yet, but not below what there
  /// is.
  private static void shrinking(Subject spec, ApiObject old) {
    var next = amount(spec.value());
    var before = amount(old.spec());
    var capacity = Amount.parse(old.status().path("capacity").path("storage").asText("0"));
    if (next.compareTo(before) < 0 && next.compareTo(capacity) <= 0) {
      spec.at("resources")
          .at("requests")
          .at("storage")
          .forbidden("field can not be less than status.capacity");
    }
  }

  private static Amount amount(JsonNode spec) {
    return Amount.parse(spec.path("resources").path("requests").path("storage").asText("0"));
  }
}
