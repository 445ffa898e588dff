package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.podspec.PodSpecDefaults;

/// What a pod has where its author said nothing, beyond what every specification of pods has.
final class PodDefaults {
  private PodDefaults() {}

  static void set(ObjectNode pod) {
    PodSpecDefaults.setIn(pod);
    var spec = Trees.child(pod, "spec");
    Trees.setDefault(spec, "enableServiceLinks", Trees.Truth.TRUE);
    for (var container : Trees.objects(spec.path("containers"))) {
      container(container, spec);
    }
    for (var container : Trees.objects(spec.path("initContainers"))) {
      container(container, spec);
    }
    PodResourceDefaults.set(spec);
    addresses(pod.path("status"));
  }

  private static void container(ObjectNode container, ObjectNode spec) {
    requestTheLimits(container.path("resources"));
    if (Trees.isTrue(spec, "hostNetwork")) {
      hostPorts(container.path("ports"));
    }
  }

  /// Who limits a resource without requesting it requests as much.
  private static void requestTheLimits(JsonNode value) {
    if (value instanceof ObjectNode resources
        && resources.get("limits") instanceof ObjectNode limits
        && !limits.isEmpty()) {
      var requests = Trees.child(resources, "requests");
      limits.properties().forEach(limit -> requests.putIfAbsent(limit.getKey(), limit.getValue()));
    }
  }

  /// On the host's network, a port of a container is a port of the host.
  private static void hostPorts(JsonNode ports) {
    for (var port : Trees.objects(ports)) {
      Trees.setDefaultUnlessZero(port, "hostPort", port.path("containerPort").asLong());
    }
  }

  /// `podIP` is the first of `podIPs`; where they differ, a client knew only the former.
  private static void addresses(JsonNode value) {
    if (!(value instanceof ObjectNode status)) {
      return;
    }
    var address = Trees.text(status, "podIP");
    var first = status.path("podIPs").path(0).path("ip").asText("");
    if (address.isEmpty() && !first.isEmpty()) {
      status.put("podIP", first);
    } else if (!address.equals(first)) {
      status.putArray("podIPs").addObject().put("ip", address);
    }
  }
}
