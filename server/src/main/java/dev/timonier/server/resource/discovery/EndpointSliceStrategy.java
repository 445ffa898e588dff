package dev.timonier.server.resource.discovery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
  private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
  private static final List<String> MANAGERS =
      List.of("endpointslice-controller.k8s.io", "endpointslicemirroring-controller.k8s.io");

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
    return addressWarnings(next);
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.COUNTS_CHANGES, Trait.COUNTS_WHAT_IS_SENT);
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
    return UpdatedMetadata.WHOLE;
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    var same = next.at("endpoints").value().equals(old.root().path("endpoints"));
    EndpointSliceRules.validate(same ? withoutEndpoints(next) : next);
    next.at("addressType").immutableText(old.root().path("addressType"));
  }

  /// Endpoints that stay as they are may have been valid once.
  private static Subject withoutEndpoints(Subject slice) {
    ObjectNode rest = JsonNodeFactory.instance.objectNode();
    rest.setAll((ObjectNode) slice.value());
    rest.remove("endpoints");
    return slice.with(rest);
  }

  @Override
  public List<String> warnings(ApiObject object) {
    var warnings = new ArrayList<String>();
    if (object.root().path("addressType").asText().equals("FQDN")) {
      warnings.add("spec.addressType: FQDN endpoints are deprecated");
    }
    warnings.addAll(addressWarnings(object));
    return warnings;
  }

  /// Controllers write addresses as they should be.
  private static List<String> addressWarnings(ApiObject object) {
    var warnings = new ArrayList<String>();
    if (MANAGERS.contains(object.metadata().labels().getOrDefault(MANAGED_BY, ""))) {
      return warnings;
    }
    var endpoints = object.root().path("endpoints");
    for (var i = 0; i < endpoints.size(); i++) {
      var addresses = endpoints.path(i).path("addresses");
      for (var j = 0; j < addresses.size(); j++) {
        var path = "endpoints[" + i + "].addresses[" + j + "]";
        warnings.addAll(AddressWarnings.ofAddress(path, addresses.path(j).asText()));
      }
    }
    return warnings;
  }
}
