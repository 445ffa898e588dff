package dev.timonier.server.resource.autoscaling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.json.GivenObject;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.validation.Subject;

/// HorizontalPodAutoscalers keep the CPU at four fifths unless they say otherwise.
final class HorizontalPodAutoscalerStrategy implements Strategy {
  private static final int CPU_PERCENT = 80;

  @Override
  public void setDefaults(ObjectNode object) {
    AutoscalerAnnotations.dropAll(object);
    var spec = Trees.child(object, "spec");
    Trees.setDefault(spec, "minReplicas", 1);
    if (spec.path("metrics").isEmpty()) {
      defaultMetric(spec);
    }
    if (spec.path("behavior") instanceof ObjectNode behavior) {
      scaleUp(Trees.child(behavior, "scaleUp"));
      scaleDown(Trees.child(behavior, "scaleDown"));
    }
  }

  private static void defaultMetric(ObjectNode spec) {
    var metric = spec.putArray("metrics").addObject().put("type", "Resource");
    metric
        .putObject("resource")
        .put("name", "cpu")
        .putObject("target")
        .put("type", "Utilization")
        .put("averageUtilization", CPU_PERCENT);
  }

  private static void scaleUp(ObjectNode rules) {
    Trees.setDefault(rules, "stabilizationWindowSeconds", 0);
    Trees.setDefault(rules, "selectPolicy", "Max");
    if (GivenObject.isNil(rules, "policies")) {
      rules.putArray("policies");
      policy(rules, "Pods", 4);
      policy(rules, "Percent", 100);
    }
  }

  private static void scaleDown(ObjectNode rules) {
    Trees.setDefault(rules, "selectPolicy", "Max");
    if (GivenObject.isNil(rules, "policies")) {
      rules.putArray("policies");
      policy(rules, "Percent", 100);
    }
  }

  private static void policy(ObjectNode rules, String type, int value) {
    Trees.children(rules, "policies")
        .addObject()
        .put("type", type)
        .put("value", value)
        .put("periodSeconds", 15);
  }

  @Override
  public void validateCreate(Subject object) {
    AutoscalerRules.validate(object.at("spec"));
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    if (part == Part.STATUS) {
      next.at("status").at("currentReplicas").nonNegative();
      next.at("status").at("desiredReplicas").nonNegative();
    } else {
      AutoscalerRules.validateUpdate(next.at("spec"), old.spec());
    }
  }
}
