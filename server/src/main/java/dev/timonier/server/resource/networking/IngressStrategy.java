package dev.timonier.server.resource.networking;

import dev.timonier.server.network.AddressWarnings;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Ingresses used to name their class in an annotation.
final class IngressStrategy implements Strategy {
  private static final String CLASS = "kubernetes.io/ingress.class";

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.COUNTS_CHANGES);
  }

  @Override
  public void validateCreate(Subject object) {
    IngressRules.validate(object.at("spec"));
    var annotation = object.at("metadata").at("annotations").atKey(CLASS);
    var wanted = object.at("spec").at("ingressClassName");
    if (annotation.isPresent() && wanted.isPresent() && !annotation.text().equals(wanted.text())) {
      object
          .at("annotations")
          .at(CLASS)
          .with(annotation.value())
          .invalid("must match `ingressClassName` when both are specified");
    }
  }

  @Override
  public UpdatedMetadata updatedMetadata(Part part) {
    return part == Part.MAIN ? UpdatedMetadata.CHANGES_AND_WHOLE : UpdatedMetadata.CHANGES;
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    if (part == Part.STATUS) {
      IngressStatusRules.validate(next.at("status").at("loadBalancer").at("ingress"));
    } else {
      IngressRules.validate(next.at("spec"));
    }
  }

  @Override
  public List<String> warnings(ApiObject object) {
    var annotated = object.metadata().annotations().containsKey(CLASS);
    return annotated && !object.spec().has("ingressClassName")
        ? List.of(
            "annotation \""
                + CLASS
                + "\" is deprecated, please use 'spec.ingressClassName' instead")
        : List.of();
  }

  @Override
  public List<String> warnings(ApiObject next, ApiObject old, Part part) {
    if (part != Part.STATUS) {
      return List.of();
    }
    var warnings = new ArrayList<String>();
    var places = next.status().path("loadBalancer").path("ingress");
    for (var i = 0; i < places.size(); i++) {
      var address = places.path(i).path("ip").asText("");
      if (!address.isEmpty()) {
        var path = "status.loadBalancer.ingress[" + i + "]";
        warnings.addAll(AddressWarnings.ofAddress(path, address));
      }
    }
    return warnings;
  }
}
