package dev.timonier.server.resource.apps.deployment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.resource.workload.PodMaker;
import dev.timonier.server.resource.workload.WorkloadColumns;
import dev.timonier.server.schema.SemanticEquality;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.table.Texts;
import dev.timonier.server.validation.Subject;

/// What is special about Deployments.
public final class DeploymentStrategy extends PodMaker {
  /// Deployments, with the columns of their table.
  public static final KindRules RULES = new KindRules(new DeploymentStrategy(), columns());

  private static final String SHARE = "25%";
  private static final int HISTORY = 10;
  private static final int DEADLINE_SECONDS = 600;

  private DeploymentStrategy() {}

  private static ColumnTable columns() {
    return WorkloadColumns.withContainers(
            WorkloadColumns.ready(ColumnTable.named())
                .text(
                    "Up-to-date",
                    "The pods that are made of the present template.",
                    object -> WorkloadColumns.status(object, "updatedReplicas"))
                .text(
                    "Available",
                    "The pods that are ready for long enough.",
                    object -> WorkloadColumns.status(object, "availableReplicas"))
                .age())
        .wide(
            "Selector",
            "The labels of the pods.",
            object -> Texts.requirements(object.path("spec").path("selector")));
  }

  @Override
  public void showZeros(ObjectNode object) {
    Trees.child(object, "spec").put("replicas", 0);
  }

  @Override
  protected void setSpecDefaults(ObjectNode object, ObjectNode spec) {
    Trees.setDefault(spec, "replicas", 1);
    Trees.setDefault(spec, "revisionHistoryLimit", HISTORY);
    Trees.setDefault(spec, "progressDeadlineSeconds", DEADLINE_SECONDS);
    var strategy = Trees.child(spec, "strategy");
    Trees.setDefault(strategy, "type", "RollingUpdate");
    if (Trees.text(strategy, "type").equals("RollingUpdate")) {
      var rolling = Trees.child(strategy, "rollingUpdate");
      setShare(rolling, "maxUnavailable");
      setShare(rolling, "maxSurge");
    }
  }

  private static void setShare(ObjectNode rolling, String field) {
    if (!rolling.hasNonNull(field)) {
      rolling.put(field, SHARE);
    }
  }

  @Override
  public void prepareUpdate(ApiObject next, ApiObject old, WriteRequest request) {
    super.prepareUpdate(next, old, request);
    if (request.part() == Part.STATUS) {
      next.metadata().copy("labels", old.metadata());
    }
  }

  /// Annotations count as well: some are copied to ReplicaSets.
  @Override
  public boolean raisesGeneration(ApiObject next, ApiObject old) {
    return !SemanticEquality.ofField("spec", next, old)
        || !next.metadata().annotations().equals(old.metadata().annotations());
  }

  @Override
  public void validateCreate(Subject object) {
    DeploymentRules.spec(object.at("spec"));
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    if (part == Part.STATUS) {
      DeploymentRules.status(next.at("status"), old.status());
      return;
    }
    DeploymentRules.spec(next.at("spec"));
    next.at("spec").at("selector").immutable(old.spec().path("selector"));
  }
}
