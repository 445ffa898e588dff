package dev.timonier.server.resource.core.limitrange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.resource.core.podspec.ResourceDefaults;
import dev.timonier.server.validation.Subject;
import java.util.Set;

/// LimitRanges: for containers, a maximum is also the default limit, and a limit or minimum the
/// default request.
final class LimitRangeStrategy implements Strategy {
  @Override
  public void setDefaults(ObjectNode object) {
    for (var limit : Trees.objects(object.path("spec").path("limits"))) {
      if (Trees.text(limit, "type").equals("Container")) {
        inherit(limit, "default", "max");
        inherit(limit, "defaultRequest", "default");
        inherit(limit, "defaultRequest", "min");
      }
      LimitRules.BOUNDS.forEach(bound -> ResourceDefaults.roundUp(limit.path(bound)));
    }
  }

  private static void inherit(ObjectNode limit, String field, String from) {
    if (limit.path(from) instanceof ObjectNode source) {
      var target = Trees.child(limit, field);
      source.properties().stream()
          .filter(entry -> !target.has(entry.getKey()))
          .toList()
          .forEach(entry -> target.set(entry.getKey(), entry.getValue()));
    }
  }

  @Override
  public void validateCreate(Subject object) {
    LimitRules.validate(object.at("spec").at("limits"));
  }

  @Override
  public UpdatedMetadata updatedMetadata(Part part) {
    return UpdatedMetadata.WHOLE;
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.CREATED_BY_PUT, Trait.NAMED_BY_UUID);
  }
}
