package dev.timonier.server.resource.core.volume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.gostruct.StructDiff;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.schema.SemanticEquality;
import dev.timonier.server.validation.Subject;

/// What of a PersistentVolumeClaim may not change: nearly all of its specification. A volume's name
/// comes once, and so does a class; a bound claim may ask for more, and for other attributes.
final class ClaimUpdateRules {
  private static final String SPEC = "core/v1.PersistentVolumeClaimSpec";
  private static final String VOLUME = "volumeName";
  private static final String CLASS = "storageClassName";
  private static final String ATTRIBUTES = "volumeAttributesClassName";

  private final Subject claim;
  private final Subject spec;
  private final ApiObject old;

  ClaimUpdateRules(Subject claim, ApiObject old) {
    this.claim = claim;
    this.spec = claim.at("spec");
    this.old = old;
  }

  void validate() {
    var before = ((ObjectNode) old.spec()).deepCopy();
    var after = ((ObjectNode) spec.value()).deepCopy();
    if (!before.has(VOLUME) && after.has(VOLUME)) {
      before.set(VOLUME, after.get(VOLUME));
    }
    storageClass(after);
    if (old.status().path("phase").asText().equals("Bound")) {
      keepRequest(after);
      keepAttributes(after);
    }
    if (!SemanticEquality.same(after, before, SPEC)) {
      spec.forbidden(
          "spec is immutable after creation except resources.requests and volumeAttributesClassName"
              + " for bound claims\n"
              + StructDiff.between(before, after, SPEC));
    }
    shrinking();
    claim
        .at("volumeMode")
        .with(spec.at("volumeMode").value())
        .immutable(old.spec().path("volumeMode"));
    attributes(spec.at(ATTRIBUTES));
  }

  /// A claim without a class may get one, the one that its old annotation names if there is one.
  private void storageClass(ObjectNode after) {
    var before = old.metadata().tree().path("annotations").path(StorageClassAnnotation.BETA);
    var isNamed = !before.isMissingNode() && after.path(CLASS).equals(before);
    var comes = !old.spec().has(CLASS) && (before.isMissingNode() || isNamed);
    if (comes) {
      after.remove(CLASS);
    }
    var annotation = claim.at("metadata").at("annotations").at(StorageClassAnnotation.BETA);
    var moves = comes && isNamed && !annotation.isPresent();
    if (!moves && !annotation.text().equals(before.asText())) {
      annotation.invalid(Subject.quote(annotation.text()), "field is immutable");
    }
  }

  private void keepRequest(ObjectNode after) {
    var requested = old.spec().path("resources").path("requests").path("storage");
    if (after.path("resources").path("requests") instanceof ObjectNode requests) {
      requests.set("storage", requested);
    }
  }

  private void keepAttributes(ObjectNode after) {
    if (old.spec().has(ATTRIBUTES)) {
      after.set(ATTRIBUTES, old.spec().get(ATTRIBUTES));
    } else {
      after.remove(ATTRIBUTES);
    }
  }

  /// A request may be lowered again while the volume has not grown yet, but not below what there
  /// is.
  private void shrinking() {
    var next = amount(spec.value());
    var capacity = Amount.parse(old.status().path("capacity").path("storage").asText("0"));
    if (next.compareTo(amount(old.spec())) < 0 && next.compareTo(capacity) <= 0) {
      spec.at("resources")
          .at("requests")
          .at("storage")
          .forbidden("field can not be less than status.capacity");
    }
  }

  private static Amount amount(JsonNode spec) {
    return Amount.parse(spec.path("resources").path("requests").path("storage").asText("0"));
  }

  /// Once attributes are in use, there are always some.
  private void attributes(Subject next) {
    var changes = !next.value().equals(old.spec().path(ATTRIBUTES));
    if (changes && next.isEmpty() && old.status().has("currentVolumeAttributesClassName")) {
      next.forbidden(
          "update to %s is forbidden when status.currentVolumeAttributesClassName is not nil"
              .formatted(next.isPresent() ? "empty string" : "nil"));
    }
  }
}
