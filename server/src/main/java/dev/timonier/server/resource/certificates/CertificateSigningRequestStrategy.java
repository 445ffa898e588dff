package dev.timonier.server.resource.certificates;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.schema.Times;
import dev.timonier.server.validation.ObjectMetaRules.NameRule;
import dev.timonier.server.validation.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// CertificateSigningRequests say who has asked, whatever the client writes; the approver writes
/// conditions, the signer the certificate.
final class CertificateSigningRequestStrategy implements Strategy {
  @Override
  public NameRule names() {
    return NameRule.NONE;
  }

  @Override
  public void prepareCreate(ApiObject object, WriteRequest request) {
    object.root().remove("status");
    var spec = Trees.child(object.root(), "spec");
    var user = request.user();
    spec.remove(List.of("username", "uid", "groups", "extra"));
    spec.put("username", user.name());
    if (!user.uid().isEmpty()) {
      spec.put("uid", user.uid());
    }
    if (!user.groups().isEmpty()) {
      user.groups().forEach(spec.putArray("groups")::add);
    }
    user.extra()
        .forEach(
            (key, values) -> values.forEach(Trees.children(Trees.child(spec, "extra"), key)::add));
  }

  @Override
  public void prepareUpdate(ApiObject next, ApiObject old, WriteRequest request) {
    next.copyField("spec", old);
    switch (request.part()) {
      case MAIN -> next.copyField("status", old);
      case APPROVAL -> keepCertificate(next, old);
      default -> keepDecisions(next, old);
    }
  }

  /// What was decided may be told again, but not otherwise.
  private static void keepDecisions(ApiObject next, ApiObject old) {
    for (var condition : Trees.objects(next.status().path("conditions"))) {
      Trees.objects(old.status().path("conditions")).stream()
          .filter(known -> known.path("type").equals(condition.path("type")))
          .filter(known -> ConditionRules.DECISIONS.contains(Trees.text(known, "type")))
          .forEach(known -> condition.removeAll().setAll(known.deepCopy()));
    }
  }

  /// Conditions that do not tell when they came, or changed, did so now.
  @Override
  public void stamp(ApiObject next, ApiObject old, Instant now) {
    var present = Times.seconds(now);
    for (var condition : Trees.objects(next.status().path("conditions"))) {
      Trees.setDefault(condition, "lastUpdateTime", present);
      Trees.setDefault(condition, "lastTransitionTime", transition(condition, old).orElse(present));
    }
  }

  private static Optional<String> transition(JsonNode condition, ApiObject old) {
    return Trees.stream(old.status().path("conditions"))
        .filter(
            before ->
                before.path("type").equals(condition.path("type"))
                    && before.path("status").equals(condition.path("status")))
        .map(before -> Trees.text(before, "lastTransitionTime"))
        .filter(time -> !time.isEmpty())
        .findFirst();
  }

  private static void keepCertificate(ApiObject next, ApiObject old) {
    var status = Trees.child(next.root(), "status");
    status.remove("certificate");
    if (old.status().has("certificate")) {
      status.set("certificate", old.status().get("certificate"));
    }
  }

  @Override
  public void validateCreate(Subject object) {
    RequestRules.validate(object.at("spec"));
  }

  @Override
  public UpdatedMetadata updatedMetadata(Part part) {
    return UpdatedMetadata.CHANGES_AND_WHOLE;
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    var status = next.at("status");
    switch (part) {
      case APPROVAL -> ConditionRules.validate(status.at("conditions"), old);
      case STATUS -> {
        ConditionRules.validateStatus(status.at("conditions"), old);
        CertificateRules.validate(status.at("certificate"), old.status().path("certificate"));
      }
      default -> {}
    }
  }

  @Override
  public List<String> selectableFieldNames() {
    return List.of("metadata.name", "spec.signerName");
  }

  @Override
  public Map<String, String> selectableFields(JsonNode object) {
    return Map.of("spec.signerName", object.path("spec").path("signerName").asText());
  }
}
