package dev.timonier.server.resource.core.endpoints;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.network.AddressWarnings;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Endpoints, which EndpointSlices are to take the place of.
final class EndpointsStrategy implements Strategy {
  @Override
  public void setDefaults(ObjectNode object) {
    for (var subset : Trees.objects(object.path("subsets"))) {
      Trees.objects(subset.path("ports")).forEach(p -> Trees.setDefault(p, "protocol", "TCP"));
    }
  }

  @Override
  public void validateCreate(Subject object) {
    object.at("subsets").elements().forEach(EndpointsRules::subset);
  }

  /// Subsets that stay as they are may have been valid once.
  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    if (!next.at("subsets").value().equals(old.root().path("subsets"))) {
      validateCreate(next);
    }
  }

  @Override
  public UpdatedMetadata updatedMetadata(Part part) {
    return UpdatedMetadata.CHANGES_AND_WHOLE;
  }

  @Override
  public List<String> warnings(ApiObject object) {
    var warnings = new ArrayList<String>();
    var subsets = object.root().path("subsets");
    for (var i = 0; i < subsets.size(); i++) {
      for (var field : List.of("addresses", "notReadyAddresses")) {
        var path = "subsets[" + i + "]." + field;
        warnings.addAll(warnings(path, subsets.path(i).path(field)));
      }
    }
    return warnings;
  }

  private static List<String> warnings(String path, JsonNode addresses) {
    var warnings = new ArrayList<String>();
    for (var i = 0; i < addresses.size(); i++) {
      var text = addresses.path(i).path("ip").asText();
      warnings.addAll(AddressWarnings.ofAddress(path + "[" + i + "].ip", text));
    }
    return warnings;
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.CREATED_BY_PUT);
  }
}
