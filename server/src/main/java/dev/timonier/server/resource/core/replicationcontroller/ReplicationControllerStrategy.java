package dev.timonier.server.resource.core.replicationcontroller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.resource.workload.Counts;
import dev.timonier.server.resource.workload.LabelSelectors;
import dev.timonier.server.resource.workload.PodMaker;
import dev.timonier.server.resource.workload.ReplicaStatus;
import dev.timonier.server.resource.workload.TemplateRules;
import dev.timonier.server.resource.workload.WorkloadColumns;
import dev.timonier.server.validation.ObjectMetaRules.NameRule;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Map;

/// What is special about ReplicationControllers.
public final class ReplicationControllerStrategy extends PodMaker {
  /// ReplicationControllers, with the columns of their table.
  public static final KindRules RULES =
      new KindRules(
          new ReplicationControllerStrategy(), WorkloadColumns.replicas(WorkloadColumns::labels));

  private ReplicationControllerStrategy() {}

  @Override
  public NameRule names() {
    return NameRule.LONG_NAME;
  }

  @Override
  protected void setTemplateDefaults(ObjectNode spec) {
    if (spec.hasNonNull("template")) {
      super.setTemplateDefaults(spec);
    }
  }

  @Override
  protected void setSpecDefaults(ObjectNode object, ObjectNode spec) {
    var labels = spec.path("template").path("metadata").path("labels");
    if (!labels.isEmpty()) {
      copyLabels(labels, spec, "selector");
      copyLabels(labels, Trees.child(object, "metadata"), "labels");
    }
    Trees.setDefault(spec, "replicas", 1);
  }

  private static void copyLabels(JsonNode labels, ObjectNode parent, String field) {
    if (parent.path(field).isEmpty()) {
      parent.set(field, labels.deepCopy());
    }
  }

  @Override
  public void validateCreate(Subject object) {
    spec(object.at("spec"));
  }

  private static void spec(Subject spec) {
    Counts.nonNegative(spec, "minReadySeconds");
    var selector = spec.at("selector");
    if (selector.isEmpty()) {
      selector.required();
    }
    Counts.nonNegative(spec, "replicas");
    template(spec.at("template"), selector.value());
  }

  private static void template(Subject template, JsonNode selector) {
    if (!template.isPresent()) {
      template.required();
      return;
    }
    if (!selector.isEmpty()) {
      matches(template, selector);
    }
    TemplateRules.validate(template);
    TemplateRules.runsForEver(template, "ReplicationController");
  }

  private static void matches(Subject template, JsonNode selector) {
    var labels = template.at("metadata").at("labels");
    var present = LabelSelectors.texts(labels.value());
    if (!present.entrySet().containsAll(LabelSelectors.texts(selector).entrySet())) {
      labels.invalid(labels.shownInOrder(), "`selector` does not match template `labels`");
    }
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    if (part == Part.STATUS) {
      ReplicaStatus.validate(next.at("status"));
    } else {
      spec(next.at("spec"));
    }
  }

  /// Kubernetes warns of the template that is replaced, not of the one that replaces it.
  @Override
  public List<String> warnings(ApiObject next, ApiObject old, Part part) {
    var changed = next.metadata().generation() != old.metadata().generation();
    return part == Part.MAIN && changed ? templateWarnings(old) : List.of();
  }

  @Override
  public Map<String, String> selectableFields(JsonNode object) {
    return Map.of("status.replicas", object.path("status").path("replicas").asText("0"));
  }

  @Override
  public List<String> selectableFieldNames() {
    return List.of("status.replicas");
  }

  @Override
  public Propagation defaultPropagation() {
    return Propagation.ORPHAN;
  }
}
