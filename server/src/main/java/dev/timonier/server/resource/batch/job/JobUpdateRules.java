package dev.timonier.server.resource.batch.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// Little of a Job may change, but a Job that is suspended and never ran may be placed elsewhere
/// (<https://kubernetes.io/docs/concepts/workloads/controllers/job/#mutable-scheduling-directives>).
final class JobUpdateRules {
  private JobUpdateRules() {}

  static void validate(Subject spec, ApiObject old) {
    var before = old.spec();
    completions(spec, before);
    spec.at("selector").immutable(before.path("selector"));
    template(spec.at("template"), old);
    spec.at("completionMode").immutable(before.path("completionMode"));
    spec.at("podFailurePolicy")
        .immutable(before.path("podFailurePolicy"), "batch/v1.PodFailurePolicy");
    spec.at("backoffLimitPerIndex").immutable(before.path("backoffLimitPerIndex"));
    spec.at("managedBy").immutable(before.path("managedBy"));
    spec.at("successPolicy").immutable(before.path("successPolicy"), "batch/v1.SuccessPolicy");
  }

  private static void completions(Subject spec, JsonNode old) {
    var completions = spec.at("completions");
    if (!IndexedRules.isIndexed(spec)) {
      completions.immutable(old.path("completions"));
    } else if (completions.isPresent()
        && !completions.value().equals(old.path("completions"))
        && !completions.value().equals(spec.at("parallelism").value())) {
      completions.invalid("can only be modified in tandem with spec.parallelism");
    }
  }

  /// While no pod runs, a queue may say where the pods will run and with what.
  private static void template(Subject template, ApiObject old) {
    var before = old.spec().path("template");
    if (isWaiting(old)) {
      var spec = ((ObjectNode) before.path("spec")).deepCopy();
      takePlacement(spec, template.at("spec").value());
      takeResources(spec, template.at("spec").value());
      template.at("spec").immutable(spec, "core/v1.PodSpec");
    } else {
      template.immutable(before, "core/v1.PodTemplateSpec");
    }
  }

  private static boolean isWaiting(ApiObject job) {
    return Trees.isTrue(job.spec(), "suspend") && job.status().path("active").asLong() == 0;
  }

  private static void takePlacement(ObjectNode old, JsonNode next) {
    for (var field : List.of("nodeSelector", "tolerations", "schedulingGates")) {
      take(old, next, field);
    }
    takeNodeAffinity(old, next);
  }

  private static void takeResources(ObjectNode old, JsonNode next) {
    for (var list : List.of("containers", "initContainers")) {
      var containers = Trees.objects(old.path(list));
      for (var i = 0; i < Math.min(containers.size(), next.path(list).size()); i++) {
        take(containers.get(i), next.path(list).path(i), "resources");
      }
    }
  }

  private static void takeNodeAffinity(ObjectNode old, JsonNode next) {
    var affinity = Trees.child(old, "affinity");
    take(affinity, next.path("affinity"), "nodeAffinity");
    if (affinity.isEmpty() && !next.has("affinity")) {
      old.remove("affinity");
    }
  }

  private static void take(ObjectNode to, JsonNode from, String field) {
    if (from.has(field)) {
      to.set(field, from.get(field));
    } else {
      to.remove(field);
    }
  }
}
