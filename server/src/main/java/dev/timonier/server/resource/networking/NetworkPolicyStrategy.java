package dev.timonier.server.resource.networking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.json.GivenObject;
import dev.timonier.server.network.AddressWarnings;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// NetworkPolicies are about incoming traffic, and about outgoing traffic if they have rules for
/// it, unless they say otherwise.
final class NetworkPolicyStrategy implements Strategy {
  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.COUNTS_CHANGES);
  }

  @Override
  public void setDefaults(ObjectNode object) {
    var spec = Trees.child(object, "spec");
    for (var direction : List.of("ingress", "egress")) {
      for (var rule : Trees.objects(spec.path(direction))) {
        Trees.objects(rule.path("ports")).forEach(p -> Trees.setDefault(p, "protocol", "TCP"));
      }
    }
    if (spec.path("policyTypes").isEmpty()) {
      var types = spec.putArray("policyTypes").add("Ingress");
      if (!spec.path("egress").isEmpty()) {
        types.add("Egress");
      }
    }
  }

  /// Lists that are given empty count as a change.
  @Override
  public boolean raisesGeneration(ApiObject next, ApiObject old) {
    return !GivenObject.areIdentical(next.spec(), old.spec());
  }

  @Override
  public void validateCreate(Subject object) {
    NetworkPolicyRules.validate(object.at("spec"));
  }

  @Override
  public List<String> warnings(ApiObject object) {
    var warnings = new ArrayList<String>();
    for (var direction : List.of("ingress", "egress")) {
      var rules = object.spec().path(direction);
      var field = direction.equals("ingress") ? "from" : "to";
      for (var i = 0; i < rules.size(); i++) {
        var peers = rules.path(i).path(field);
        for (var j = 0; j < peers.size(); j++) {
          var path = "spec.%s[%d].%s[%d].ipBlock".formatted(direction, i, field, j);
          warnings.addAll(ofBlock(path, peers.path(j).path("ipBlock")));
        }
      }
    }
    return warnings;
  }

  private static List<String> ofBlock(String path, JsonNode block) {
    if (block.isMissingNode()) {
      return List.of();
    }
    var warnings =
        new ArrayList<>(AddressWarnings.ofRange(path + ".cidr", block.path("cidr").asText()));
    var excepted = block.path("except");
    for (var i = 0; i < excepted.size(); i++) {
      var place = path + ".except[" + i + "]";
      warnings.addAll(AddressWarnings.ofRange(place, excepted.path(i).asText()));
    }
    return warnings;
  }
}
