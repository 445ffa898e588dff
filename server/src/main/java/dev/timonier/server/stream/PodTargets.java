package dev.timonier.server.stream;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.resource.core.podspec.ContainerLists;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the pod, the container and the kubelet that a request for a stream means.
final class PodTargets {
  private final Registry registry;
  private final NodeEndpoints nodes;

  PodTargets(Registry registry, NodeEndpoints nodes) {
    this.registry = registry;
    this.nodes = nodes;
  }

  /// The pod that the path names.
  JsonNode pod(ApiCall call, Resource pods) {
    var info = call.info();
    return registry.get(pods, info.namespace(), info.name()).read().root();
  }

  /// The container that is meant: the one that is named, or the only one.
  ///
  /// @param asked empty when none is named
  static String container(JsonNode pod, String asked) {
    var name = pod.at("/metadata/name").asText();
    var containers = pod.path("spec").path("containers");
    if (asked.isEmpty()) {
      return switch (containers.size()) {
        case 0 -> throw ApiErrors.badRequest("a container name must be specified for pod " + name);
        case 1 -> Trees.text(containers.get(0), "name");
        default ->
            throw ApiErrors.badRequest(
                "a container name must be specified for pod "
                    + name
                    + ", choose one of: ["
                    + names(pod).collect(joining(" "))
                    + "]");
      };
    }
    if (names(pod).noneMatch(asked::equals)) {
      throw ApiErrors.badRequest("container " + asked + " is not valid for pod " + name);
    }
    return asked;
  }

  private static Stream<String> names(JsonNode pod) {
    return ContainerLists.ALL.stream()
        .flatMap(role -> Trees.stream(pod.path("spec").path(role)))
        .map(container -> Trees.text(container, "name"));
  }

  /// The kubelet of the pod's node; empty while the pod has no node.
  Optional<NodeEndpoint> kubelet(JsonNode pod, Resource pods) {
    var node = Trees.text(pod.path("spec"), "nodeName");
    return node.isEmpty()
        ? Optional.empty()
        : Optional.of(
            nodes.find(node).orElseThrow(() -> ApiErrors.notFound(pods.groupResource(), node)));
  }
}
