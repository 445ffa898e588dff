package dev.timonier.server.resource.core.podspec;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.LabelSelectorRules;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// What holds for constraints that spread pods
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/>).
final class TopologySpreadValidation {
  private static final List<String> ACTIONS = List.of("DoNotSchedule", "ScheduleAnyway");
  private static final List<String> POLICIES = List.of("Honor", "Ignore");

  private TopologySpreadValidation() {}

  static void validate(Subject constraints) {
    for (var i = 0; i < constraints.value().size(); i++) {
      constraint(constraints, i);
    }
  }

  private static void constraint(Subject constraints, int index) {
    var constraint = constraints.at(index);
    if (constraint.at("maxSkew").number() <= 0) {
      constraint
          .at("maxSkew")
          .invalid(Long.toString(constraint.at("maxSkew").number()), "must be greater than zero");
    }
    if (constraint.at("topologyKey").isEmpty()) {
      constraint.at("topologyKey").required("can not be empty");
    }
    action(constraint.at("whenUnsatisfiable"));
    unrepeated(constraints, index);
    minDomains(constraint);
    policy(constraint.at("nodeAffinityPolicy"));
    policy(constraint.at("nodeTaintsPolicy"));
    LabelKeyRules.validate(constraint);
    LabelSelectorRules.validate(constraint.at("labelSelector"));
  }

  private static void action(Subject action) {
    if (!ACTIONS.contains(action.text())) {
      action
          .with(action.value().isTextual() ? action.value() : TextNode.valueOf(""))
          .notSupported(ACTIONS);
    }
  }

  /// A key and an action together name a kind of constraint.
  private static void unrepeated(Subject constraints, int index) {
    var name = name(constraints.at(index));
    for (var i = index + 1; i < constraints.value().size(); i++) {
      if (name(constraints.at(i)).equals(name)) {
        constraints.at(index).at("{topologyKey, whenUnsatisfiable}").duplicate(Subject.quote(name));
        return;
      }
    }
  }

  private static String name(Subject constraint) {
    return "{"
        + Trees.text(constraint.value(), "topologyKey")
        + ", "
        + Trees.text(constraint.value(), "whenUnsatisfiable")
        + "}";
  }

  private static void minDomains(Subject constraint) {
    var least = constraint.at("minDomains");
    if (!least.isPresent()) {
      return;
    }
    least.positive();
    var action = constraint.at("whenUnsatisfiable").text();
    if (!action.equals("DoNotSchedule")) {
      least.invalid("can only use minDomains if whenUnsatisfiable=DoNotSchedule, not " + action);
    }
  }

  private static void policy(Subject policy) {
    if (policy.isPresent()) {
      policy.oneOf(POLICIES);
    }
  }
}
