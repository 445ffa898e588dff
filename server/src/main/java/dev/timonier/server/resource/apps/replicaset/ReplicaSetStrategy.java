package dev.timonier.server.resource.apps.replicaset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.resource.apps.ReplicatedTemplate;
import dev.timonier.server.resource.workload.Counts;
import dev.timonier.server.resource.workload.PodMaker;
import dev.timonier.server.resource.workload.ReplicaStatus;
import dev.timonier.server.resource.workload.SelectorRules;
import dev.timonier.server.resource.workload.WorkloadColumns;
import dev.timonier.server.validation.Subject;

/// What is special about ReplicaSets.
public final class ReplicaSetStrategy extends PodMaker {
  /// ReplicaSets, with the columns of their table.
  public static final KindRules RULES =
      new KindRules(new ReplicaSetStrategy(), WorkloadColumns.replicas(WorkloadColumns::selector));

  private ReplicaSetStrategy() {}

  @Override
  public void showZeros(ObjectNode object) {
    Trees.child(object, "spec").put("replicas", 0);
  }

  @Override
  protected void setSpecDefaults(ObjectNode object, ObjectNode spec) {
    Trees.setDefault(spec, "replicas", 1);
  }

  @Override
  public void validateCreate(Subject object) {
    spec(object.at("spec"));
  }

  private static void spec(Subject spec) {
    Counts.nonNegative(spec, "replicas", "minReadySeconds");
    SelectorRules.required(spec.at("selector"), "deployment");
    ReplicatedTemplate.validate(spec);
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    if (part == Part.STATUS) {
      ReplicaStatus.validate(next.at("status"));
      return;
    }
    spec(next.at("spec"));
    next.at("spec").at("selector").immutable(old.spec().path("selector"));
  }
}
