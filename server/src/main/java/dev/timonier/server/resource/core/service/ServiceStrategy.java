package dev.timonier.server.resource.core.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.validation.ObjectMetaRules.NameRule;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Services: what they take from pools is the [ServiceAllocator]'s job.
final class ServiceStrategy implements Strategy {
  @Override
  public NameRule names() {
    return NameRule.LABEL;
  }

  @Override
  public void setDefaults(ObjectNode object) {
    ServiceDefaults.set(object);
  }

  /// There is no traffic to a name. An address that a name is given shows as others do, and is not
  /// examined.
  @Override
  public void canonicalize(ApiObject object) {
    var service = ServiceView.of(object);
    if (service.is(ServiceView.EXTERNAL_NAME)) {
      service.spec().remove("internalTrafficPolicy");
      service.completeClusterIps();
    }
  }

  @Override
  public void prepareUpdate(ApiObject next, ApiObject old, WriteRequest request) {
    if (request.part() == Part.MAIN) {
      OutgrownFields.drop(ServiceView.of(next), ServiceView.of(old));
      if (!ServiceView.of(next).is(ServiceView.LOAD_BALANCER)) {
        Trees.child(next.root(), "status").putObject("loadBalancer");
      }
    }
  }

  @Override
  public void validateCreate(Subject object) {
    ServiceRules.validate(object);
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    switch (part) {
      case STATUS -> LoadBalancerRules.status(next);
      default -> {
        new ServiceUpdateRules(next.at("spec"), ServiceView.of(old)).validate();
        ServiceRules.validate(next);
      }
    }
  }

  @Override
  public List<String> warnings(ApiObject object) {
    return ServiceWarnings.of(object);
  }

  @Override
  public List<String> warnings(ApiObject next, ApiObject old, Part part) {
    return part == Part.STATUS ? ServiceWarnings.ofStatus(next) : warnings(next);
  }

  @Override
  public List<String> selectableFieldNames() {
    return List.of("metadata.name", "metadata.namespace", "spec.clusterIP", "spec.type");
  }

  @Override
  public Map<String, String> selectableFields(JsonNode object) {
    var spec = object.path("spec");
    return Map.of(
        "spec.clusterIP", spec.path("clusterIP").asText(),
        "spec.type", spec.path("type").asText());
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.CREATED_BY_PUT, Trait.DELETION_SHOWS_OBJECT);
  }
}
