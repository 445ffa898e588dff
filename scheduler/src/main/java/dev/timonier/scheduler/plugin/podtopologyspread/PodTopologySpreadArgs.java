package dev.timonier.scheduler.plugin.podtopologyspread;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.scheduler.config.ConfigurationException;
import dev.timonier.scheduler.config.PluginArgs;
import dev.timonier.scheduler.plugin.podtopologyspread.SoftSpread.DomainRule;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What PodTopologySpread is told: the constraints of pods that have none of their own.
///
/// @param rule which nodes take part in these
public record PodTopologySpreadArgs(
    List<TopologySpreadConstraint> defaultConstraints, DomainRule rule) {
  private static final String SOFT = "ScheduleAnyway";
  private static final String SYSTEM = "System";
  private static final String LIST = "List";

  /// A little over nodes, less over zones.
  static final PodTopologySpreadArgs DEFAULT =
      new PodTopologySpreadArgs(
          List.of(soft(Constraint.HOSTNAME, 3), soft("topology.kubernetes.io/zone", 5)),
          DomainRule.ANY);

  private record V1(
      @Nullable List<TopologySpreadConstraint> defaultConstraints,
      @Nullable String defaultingType) {}

  /// @throws ConfigurationException when something is wrong
  public static PodTopologySpreadArgs read(JsonNode args) {
    var v1 = PluginArgs.read(PodTopologySpread.NAME, args, V1.class);
    var constraints =
        v1.defaultConstraints() == null
            ? List.<TopologySpreadConstraint>of()
            : v1.defaultConstraints();
    var type = Objects.requireNonNullElse(v1.defaultingType(), SYSTEM);
    ConfigurationException.throwIfAny(errors(type, constraints));
    return type.equals(SYSTEM)
        ? DEFAULT
        : new PodTopologySpreadArgs(constraints, DomainRule.IN_ALL);
  }

  private static List<FieldError> errors(String type, List<TopologySpreadConstraint> constraints) {
    var errors = new ArrayList<FieldError>();
    if (!List.of(SYSTEM, LIST).contains(type)) {
      errors.add(FieldError.notSupported("defaultingType", type, List.of(SYSTEM, LIST)));
    }
    if (type.equals(SYSTEM) && !constraints.isEmpty()) {
      errors.add(
          FieldError.invalid("defaultingType", type, "when .defaultConstraints are not empty"));
    }
    for (var i = 0; i < constraints.size(); i++) {
      if (constraints.get(i).getLabelSelector() != null) {
        errors.add(
            FieldError.forbidden(
                "defaultConstraints[" + i + "].labelSelector",
                "constraint must not define a selector, as they deduced for each pod"));
      }
    }
    return errors;
  }

  private static TopologySpreadConstraint soft(String key, int maxSkew) {
    return new TopologySpreadConstraintBuilder()
        .withTopologyKey(key)
        .withWhenUnsatisfiable(SOFT)
        .withMaxSkew(maxSkew)
        .build();
  }
}
