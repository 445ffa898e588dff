package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.DryRun;
import dev.timonier.server.registry.Preconditions;
import dev.timonier.server.schema.Times;
import java.time.Instant;

/// Gives a pod the node that a binding names, with the binding's labels and annotations.
final class Assignment {
  private static final GroupResource PODS = new GroupResource("", "pods");
  private static final GroupResource BINDING = new GroupResource("", "pods/binding");

  private final ApiObject binding;
  private final Instant now;
  private final DryRun dryRun;

  Assignment(ApiObject binding, Instant now, DryRun dryRun) {
    this.binding = binding;
    this.now = now;
    this.dryRun = dryRun;
  }

  /// @throws dev.timonier.machinery.status.ApiException 409 when the pod has a node or must not
  ///   have one
  void apply(ApiObject pod) {
    checkPreconditions(pod);
    checkState(pod);
    Trees.child(pod.root(), "spec")
        .put("nodeName", Trees.text(binding.root().path("target"), "name"));
    merge("annotations", pod);
    merge("labels", pod);
    PodConditions.of(pod.root(), "PodScheduled")
        .removeAll()
        .put("type", "PodScheduled")
        .put("status", "True")
        .put("lastTransitionTime", Times.seconds(now));
  }

  private void checkPreconditions(ApiObject pod) {
    var wanted = binding.metadata();
    var present = pod.metadata();
    if (!wanted.uid().isEmpty() && !wanted.uid().equals(present.uid())) {
      throw Preconditions.unmet(PODS, pod, dryRun, "UID", wanted.uid());
    }
    var version = wanted.resourceVersion();
    if (!version.isEmpty() && !version.equals(present.resourceVersion())) {
      throw Preconditions.unmet(PODS, pod, dryRun, "ResourceVersion", version);
    }
  }

  private static void checkState(ApiObject pod) {
    var node = Trees.text(pod.spec(), "nodeName");
    if (pod.metadata().isBeingDeleted()) {
      throw refused(pod, "is being deleted, cannot be assigned to a host");
    }
    if (!node.isEmpty()) {
      throw refused(pod, "is already assigned to node \"" + node + "\"");
    }
    if (!pod.spec().path("schedulingGates").isEmpty()) {
      throw refused(pod, "has non-empty .spec.schedulingGates");
    }
  }

  private static RuntimeException refused(ApiObject pod, String cause) {
    return ApiErrors.conflict(BINDING, pod.name(), "pod " + pod.name() + " " + cause);
  }

  private void merge(String field, ApiObject pod) {
    JsonNode given = binding.metadata().tree().path(field);
    if (!given.isEmpty()) {
      var present = Trees.child(pod.metadata().tree(), field);
      given.properties().forEach(entry -> present.set(entry.getKey(), entry.getValue()));
    }
  }
}
