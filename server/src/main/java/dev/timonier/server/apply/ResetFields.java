package dev.timonier.server.apply;

import dev.timonier.server.apply.fieldset.FieldSet;
import dev.timonier.server.apply.typed.Delta;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.WriteRequest;
import java.util.Set;

/// The fields that a write cannot change, so that nobody owns them for having sent them.
final class ResetFields {
  private static final FieldSet STATUS = FieldSet.of("status");
  private static final FieldSet SPEC = FieldSet.of("spec");
  private static final FieldSet METADATA = FieldSet.of("metadata");

  /// Kinds whose status is written without any metadata.
  private static final Set<String> WITHOUT_METADATA =
      Set.of(
          "APIService",
          "FlowSchema",
          "PriorityLevelConfiguration",
          "ResourceClaim",
          "ServiceCIDR",
          "ValidatingAdmissionPolicy",
          "VolumeAttachment");

  private ResetFields() {}

  static Delta filter(Delta delta, WriteRequest request) {
    return delta.map(fields -> filter(fields, request));
  }

  static FieldSet filter(FieldSet fields, WriteRequest request) {
    return switch (request.part()) {
      case MAIN -> fields.without(ofMain(request.resource()));
      case STATUS -> fields.without(ofStatus(request.resource().kind().kind()));
      case APPROVAL -> fields.without(SPEC.union(FieldSet.of("status", "certificate")));
      case FINALIZE -> fields.without(STATUS);
      case EPHEMERAL_CONTAINERS, RESIZE, BINDING, EVICTION, SCALE, TOKEN -> fields;
    };
  }

  private static FieldSet ofMain(Resource resource) {
    if (resource.kind().kind().equals("CertificateSigningRequest")) {
      return SPEC.union(STATUS);
    }
    return resource.hasStatus() ? STATUS : FieldSet.EMPTY;
  }

  private static FieldSet ofStatus(String kind) {
    if (WITHOUT_METADATA.contains(kind)) {
      return SPEC.union(METADATA);
    }
    return switch (kind) {
      case "CertificateSigningRequest" -> SPEC.union(FieldSet.of("status", "conditions"));
      case "Deployment" -> SPEC.union(FieldSet.of("metadata", "labels"));
      case "Pod" ->
          SPEC.union(FieldSet.of("metadata", "deletionTimestamp"))
              .union(FieldSet.of("metadata", "ownerReferences"));
      default -> SPEC;
    };
  }
}
