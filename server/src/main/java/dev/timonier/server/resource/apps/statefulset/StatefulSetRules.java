package dev.timonier.server.resource.apps.statefulset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.server.resource.workload.Counts;
import dev.timonier.server.resource.workload.SelectorRules;
import dev.timonier.server.resource.workload.Shares;
import dev.timonier.server.resource.workload.TemplateRules;
import dev.timonier.server.schema.SemanticEquality;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// Finds what is wrong with StatefulSets
/// (<https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/>).
final class StatefulSetRules {
  private static final List<String> MANAGEMENT = List.of("OrderedReady", "Parallel");
  private static final List<String> RETENTION = List.of("Retain", "Delete");
  private static final List<String> CHANGEABLE =
      List.of(
          "replicas",
          "ordinals",
          "template",
          "updateStrategy",
          "revisionHistoryLimit",
          "persistentVolumeClaimRetentionPolicy",
          "minReadySeconds");

  /// How much of a template is examined. Its metadata are in any case, and otherwise twice.
  private enum Extent {
    METADATA,
    WHOLE
  }

  private StatefulSetRules() {}

  static void spec(Subject spec) {
    manner(spec);
    ClaimTemplates.validate(spec.at("volumeClaimTemplates"));
    counts(spec);
    if (!spec.at("serviceName").isEmpty()) {
      spec.at("serviceName").format(Format.DNS_LABEL);
    }
    template(spec, Extent.WHOLE);
  }

  /// What may not change is not examined again, nor is a template where one was wrong before.
  static void updatedSpec(Subject spec, JsonNode old) {
    var before = Subject.of(old, "spec");
    updatedSpec(before, Extent.WHOLE);
    updatedSpec(spec, before.faults().isEmpty() ? Extent.WHOLE : Extent.METADATA);
  }

  private static void updatedSpec(Subject spec, Extent extent) {
    manner(spec);
    counts(spec);
    template(spec, extent);
  }

  private static void manner(Subject spec) {
    var management = spec.at("podManagementPolicy");
    if (!MANAGEMENT.contains(management.text())) {
      management.invalid("must be 'OrderedReady' or 'Parallel'");
    }
    updateStrategy(spec.at("updateStrategy"));
    var retention = spec.at("persistentVolumeClaimRetentionPolicy");
    retention.at("whenDeleted").oneOf(RETENTION);
    retention.at("whenScaled").oneOf(RETENTION);
  }

  private static void counts(Subject spec) {
    Counts.nonNegative(spec, "replicas", "minReadySeconds");
    Counts.nonNegative(spec.at("ordinals"), "start");
  }

  private static void updateStrategy(Subject strategy) {
    var rolling = strategy.at("rollingUpdate");
    switch (strategy.at("type").text()) {
      case "OnDelete" -> {
        if (rolling.isPresent()) {
          rolling
              .as("apps/v1.RollingUpdateStatefulSetStrategy")
              .invalid("only allowed for updateStrategy 'RollingUpdate'");
        }
      }
      case "RollingUpdate" -> rolling(rolling);
      default ->
          strategy
              .as("apps/v1.StatefulSetUpdateStrategy")
              .invalid("must be 'RollingUpdate' or 'OnDelete'");
    }
  }

  private static void rolling(Subject rolling) {
    Counts.nonNegative(rolling, "partition");
    var unavailable = rolling.at("maxUnavailable");
    if (unavailable.isPresent()) {
      Shares.nonNegative(unavailable);
      if (Shares.isZero(unavailable)) {
        unavailable.invalid("cannot be 0");
      }
      Shares.notMoreThanAll(unavailable);
    }
  }

  private static void template(Subject spec, Extent extent) {
    var selector = spec.at("selector");
    SelectorRules.required(selector, "statefulset");
    var template = spec.at("template");
    var read = SelectorRules.read(selector.value());
    if (read.isEmpty()) {
      selector.invalid("");
    } else {
      if (!read.get().selectsEverything()) {
        SelectorRules.matches(read.get(), template);
      }
      if (extent == Extent.WHOLE) {
        TemplateRules.validate(ClaimTemplates.ofPods(spec));
      }
      TemplateRules.metadata(template);
    }
    TemplateRules.runsForEver(template, "StatefulSet");
  }

  /// What may not change once the set is there.
  static void change(Subject spec, JsonNode old) {
    var rest = ((ObjectNode) spec.value()).deepCopy();
    for (var field : CHANGEABLE) {
      if (old.has(field)) {
        rest.set(field, old.get(field));
      } else {
        rest.remove(field);
      }
    }
    if (!SemanticEquality.same(rest, old, "apps/v1.StatefulSetSpec")) {
      spec.forbidden(
          "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template',"
              + " 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy'"
              + " and 'minReadySeconds' are forbidden");
    }
  }

  static void status(Subject status, JsonNode old) {
    Counts.nonNegative(
        status,
        "replicas",
        "readyReplicas",
        "currentReplicas",
        "updatedReplicas",
        "availableReplicas",
        "observedGeneration",
        "collisionCount");
    Counts.atMost(
        status,
        List.of("readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas"),
        "replicas",
        "status.replicas");
    Counts.atMost(status, List.of("availableReplicas"), "readyReplicas", "status.readyReplicas");
    Counts.notDecremented(status.at("collisionCount"), old.path("collisionCount"));
  }
}
