package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.podspec.AggregateResources;
import dev.timonier.server.resource.core.podspec.ResourceNames;

/// Completes the resources of a pod as a whole with what its containers say
/// (<https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/>). A pod
/// without resources of its own gets none.
final class PodResourceDefaults {
  private final ObjectNode spec;
  private final ObjectNode resources;

  private PodResourceDefaults(ObjectNode spec, ObjectNode resources) {
    this.spec = spec;
    this.resources = resources;
  }

  static void set(ObjectNode spec) {
    if (spec.get("resources") instanceof ObjectNode resources && !resources.isEmpty()) {
      new PodResourceDefaults(spec, resources).complete();
    }
  }

  private void complete() {
    if (has("limits") || has("requests")) {
      limitHugePages();
    }
    if (has("limits")) {
      request();
    }
  }

  private boolean has(String side) {
    return !resources.path(side).isEmpty();
  }

  /// Huge pages cannot be promised twice, so the limit is what the containers' limits add up to.
  private void limitHugePages() {
    AggregateResources.limits(spec)
        .forEach(
            (name, amount) -> {
              if (ResourceNames.isHugePages(name) && !resources.path("requests").has(name)) {
                put("limits", name, amount.toString());
              }
            });
  }

  private void request() {
    AggregateResources.requests(spec)
        .forEach(
            (name, amount) -> {
              if (isShared(name)) {
                put("requests", name, amount.toString());
              }
            });
    for (var limit : resources.path("limits").properties()) {
      if (ResourceNames.isForPods(limit.getKey())) {
        put("requests", limit.getKey(), limit.getValue().asText());
      }
    }
  }

  private static boolean isShared(String name) {
    return ResourceNames.isForPods(name) && ResourceNames.allowsOvercommit(name);
  }

  private void put(String side, String name, String amount) {
    Trees.child(resources, side).putIfAbsent(name, TextNode.valueOf(amount));
  }
}
