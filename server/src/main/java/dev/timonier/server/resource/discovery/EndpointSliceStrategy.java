package dev.timonier.server.resource.discovery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.network.AddressWarnings;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// EndpointSlices have no specification: everything in them counts for the generation.
final class EndpointSliceStrategy implements Strategy {
  @Override
  public void setDefaults(ObjectNode object) {
    for (var port : Trees.objects(object.path("ports"))) {
      if (!port.hasNonNull("name")) {
        port.put("name", "");
      }
      Trees.setDefault(port, "protocol", "TCP");
    }
  }

  @Override
  public void prepareCreate(ApiObject object, WriteRequest request) {
    dropTopology(object);
  }

  @Override
  public void prepareUpdate(ApiObject next, ApiObject old, WriteRequest request) {
    dropTopology(next);
  }

  /// The version has the field for what older versions stored.
  private static void dropTopology(ApiObject slice) {
    Trees.objects(slice.root().path("endpoints")).forEach(e -> e.remove("deprecatedTopology"));
  }

  @Override
  public List<String> warnings(ApiObject next, ApiObject old, Part part) {
    var same = next.root().path("endpoints").equals(old.root().path("endpoints"));
    return same ? List.of() : warnings(next);
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.COUNTS_CHANGES);
  }

  @Override
  public boolean raisesGeneration(ApiObject next, ApiObject old) {
    return !next.metadata().labels().equals(old.metadata().labels())
        || !withoutMetadata(next).equals(withoutMetadata(old));
  }

  private static ObjectNode withoutMetadata(ApiObject object) {
    return object.copy().root().without(List.of("metadata", "apiVersion", "kind"));
  }

  @Override
  public void validateCreate(Subject object) {
    EndpointSliceRules.validate(object);
  }

  @Override
  public UpdatedMetadata updatedMetadata(Part part) {
    return UpdatedMetadata.CHANGES_AND_WHOLE;
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    var type = next.at("addressType");
    var before = old.root().path("addressType");
    if (type.value().equals(before)) {
      EndpointSliceRules.validate(next);
    } else {
      type.immutable(before);
    }
  }

  @Override
  public List<String> warnings(ApiObject object) {
    var type = object.root().path("addressType").asText();
    if (type.equals("FQDN")) {
      return List.of("spec.addressType: FQDN endpoints are deprecated");
    }
    var warnings = new ArrayList<String>();
    var endpoints = object.root().path("endpoints");
    for (var i = 0; i < endpoints.size(); i++) {
      var addresses = endpoints.path(i).path("addresses");
      for (var j = 0; j < addresses.size(); j++) {
        var path = "spec.endpoints[" + i + "].addresses[" + j + "]";
        warnings.addAll(AddressWarnings.ofAddress(path, addresses.path(j).asText()));
      }
    }
    return warnings;
  }
}
