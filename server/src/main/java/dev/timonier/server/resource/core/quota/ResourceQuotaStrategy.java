package dev.timonier.server.resource.core.quota;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.resource.core.podspec.ResourceDefaults;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// ResourceQuotas: what they count is theirs for good.
final class ResourceQuotaStrategy implements Strategy {
  @Override
  public void setDefaults(ObjectNode object) {
    ResourceDefaults.roundUp(object.path("spec").path("hard"));
    ResourceDefaults.roundUp(object.path("status").path("hard"));
    ResourceDefaults.roundUp(object.path("status").path("used"));
  }

  @Override
  public void prepareCreate(ApiObject object, WriteRequest request) {
    object.root().remove("status");
  }

  @Override
  public void validateCreate(Subject object) {
    QuotaRules.validate(object.at("spec"));
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    if (part == Part.STATUS) {
      for (var field : List.of("hard", "used")) {
        QuotaRules.amounts(next.at("status").at(field));
      }
      return;
    }
    QuotaRules.validate(next.at("spec"));
    var scopes = next.at("spec").at("scopes");
    if (!texts(scopes.value()).equals(texts(old.spec().path("scopes")))) {
      scopes.invalid("field is immutable");
    }
  }

  private static Set<String> texts(JsonNode list) {
    return Trees.stream(list).map(JsonNode::asText).collect(Collectors.toSet());
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.DELETION_SHOWS_OBJECT);
  }
}
