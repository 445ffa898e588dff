package dev.timonier.server.resource.scheduling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// PriorityClasses: names that begin with `system-` are the cluster's own.
final class PriorityClassStrategy implements Strategy {
  private static final int HIGHEST = 1_000_000_000;
  private static final String SYSTEM = "system-";
  private static final List<String> POLICIES = List.of("PreemptLowerPriority", "Never");

  @Override
  public void setDefaults(ObjectNode object) {
    Trees.setDefault(object, "preemptionPolicy", "PreemptLowerPriority");
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.COUNTS_CHANGES);
  }

  @Override
  public boolean raisesGeneration(ApiObject next, ApiObject old) {
    return false;
  }

  @Override
  public void validateCreate(Subject object) {
    var name = object.at("metadata").at("name");
    var value = object.at("value");
    if (name.text().startsWith(SYSTEM)) {
      systemFault(object)
          .ifPresent(
              fault ->
                  name.forbidden(
                      "priority class names with 'system-' prefix are reserved for system use only."
                          + " error: "
                          + fault));
    } else if (value.number() > HIGHEST) {
      value.forbidden("maximum allowed value of a user defined priority is " + HIGHEST);
    }
    object.at("preemptionPolicy").mustKeep(policy -> policy.oneOf(POLICIES));
  }

  private static Optional<String> systemFault(Subject object) {
    var name = object.at("metadata").at("name").text();
    var known = SystemPriorityClass.find(name);
    if (known.isEmpty()) {
      return Optional.of(name + " is not a known system priority class");
    }
    if (object.at("value").number() != known.get().value()) {
      return Optional.of("value of " + name + " PriorityClass must be " + known.get().value());
    }
    return object.at("globalDefault").isTrue()
        ? Optional.of("globalDefault of " + name + " PriorityClass must be false")
        : Optional.empty();
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    if (next.at("value").number() != old.root().path("value").asLong()) {
      next.at("value").forbidden("may not be changed in an update.");
    }
    next.at("preemptionPolicy").immutable(old.root().path("preemptionPolicy"));
  }
}
