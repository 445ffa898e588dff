package dev.timonier.server.resource.apps.statefulset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.resource.core.podspec.ByteWarnings;
import dev.timonier.server.resource.workload.PodMaker;
import dev.timonier.server.resource.workload.WorkloadColumns;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.validation.ObjectMetaRules.NameRule;
import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// What is special about StatefulSets.
public final class StatefulSetStrategy extends PodMaker {
  /// StatefulSets, with the columns of their table.
  public static final KindRules RULES = new KindRules(new StatefulSetStrategy(), columns());

  private static final int HISTORY = 10;

  private static final String MOST_UNAVAILABLE = "maxUnavailable";

  private StatefulSetStrategy() {}

  private static ColumnTable columns() {
    return WorkloadColumns.withContainers(WorkloadColumns.ready(ColumnTable.named()).age());
  }

  @Override
  public void showZeros(ObjectNode object) {
    Trees.child(object, "spec").put("replicas", 0);
  }

  @Override
  protected void setSpecDefaults(ObjectNode object, ObjectNode spec) {
    Trees.setDefault(spec, "podManagementPolicy", "OrderedReady");
    updateStrategy(Trees.child(spec, "updateStrategy"));
    var retention = Trees.child(spec, "persistentVolumeClaimRetentionPolicy");
    Trees.setDefault(retention, "whenDeleted", "Retain");
    Trees.setDefault(retention, "whenScaled", "Retain");
    Trees.setDefault(spec, "replicas", 1);
    Trees.setDefault(spec, "revisionHistoryLimit", HISTORY);
    ClaimTemplates.setDefaults(spec);
  }

  private static void updateStrategy(ObjectNode strategy) {
    if (Trees.text(strategy, "type").isEmpty()) {
      strategy.put("type", "RollingUpdate");
      Trees.child(strategy, "rollingUpdate");
    }
    if (Trees.text(strategy, "type").equals("RollingUpdate")
        && strategy.get("rollingUpdate") instanceof ObjectNode rolling) {
      Trees.setDefault(rolling, "partition", 0);
    }
  }

  @Override
  public void prepareCreate(ApiObject object, WriteRequest request) {
    super.prepareCreate(object, request);
    dropMostUnavailable(object);
  }

  @Override
  public void prepareUpdate(ApiObject next, ApiObject old, WriteRequest request) {
    super.prepareUpdate(next, old, request);
    if (!rollingUpdate(old).has(MOST_UNAVAILABLE)) {
      dropMostUnavailable(next);
    }
  }

  /// How many pods may be unavailable in an update is not asked by default.
  private static void dropMostUnavailable(ApiObject set) {
    if (rollingUpdate(set) instanceof ObjectNode rolling) {
      rolling.remove(MOST_UNAVAILABLE);
    }
  }

  private static JsonNode rollingUpdate(ApiObject set) {
    return set.spec().path("updateStrategy").path("rollingUpdate");
  }

  @Override
  public void validateCreate(Subject object) {
    StatefulSetRules.spec(object.at("spec"));
  }

  @Override
  public List<String> warnings(ApiObject set) {
    var warnings = new ArrayList<>(templateWarnings(set));
    warnings.addAll(beyondTemplate(set, UnaryOperator.identity()));
    return warnings;
  }

  @Override
  public List<String> warnings(ApiObject next, ApiObject old, Part part) {
    if (part != Part.MAIN) {
      return List.of();
    }
    var warnings = new ArrayList<>(super.warnings(next, old, part));
    warnings.addAll(beyondTemplate(next, claim -> claim.at("Spec")));
    return warnings;
  }

  /// @param place where Kubernetes says that the specification of a claim is
  private static List<String> beyondTemplate(ApiObject set, UnaryOperator<Subject> place) {
    var warnings = new ArrayList<String>();
    for (var claim : Subject.of(set.root()).at("spec").at("volumeClaimTemplates").elements()) {
      var spec = claim.at("spec").value();
      warnings.addAll(ByteWarnings.ofClaim(place.apply(claim).with(spec)));
    }
    if (set.spec().path("revisionHistoryLimit").asLong() < 0) {
      warnings.add(
          "spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >="
              + " 0 is recommended");
    }
    return warnings;
  }

  /// Pods are named like the set, and hosts like pods.
  @Override
  public NameRule names() {
    return NameRule.LABEL;
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    if (part == Part.STATUS) {
      StatefulSetRules.status(next.at("status"), old.status());
      return;
    }
    StatefulSetRules.updatedSpec(next.at("spec"), old.spec());
    StatefulSetRules.change(next.at("spec"), old.spec());
  }
}
