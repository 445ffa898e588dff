package dev.timonier.server.admission.podsecurity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.podspec.ContainerLists;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A pod, or the template of one, as checks look at it.
record SecuredPod(JsonNode metadata, JsonNode spec) {
  /// Initial, main and ephemeral containers, in this order.
  Stream<JsonNode> containers() {
    return ContainerLists.ALL.stream().flatMap(list -> Trees.stream(spec.path(list)));
  }

  List<String> containersWhere(Predicate<JsonNode> predicate) {
    return containers().filter(predicate).map(SecuredPod::nameOf).toList();
  }

  /// The names of those whose security context is as asked.
  List<String> securedWhere(Predicate<JsonNode> predicate) {
    return containersWhere(container -> predicate.test(container.path("securityContext")));
  }

  /// The security contexts of the pod and of its containers; missing nodes where there is none.
  Stream<JsonNode> contexts() {
    return Stream.concat(
        Stream.of(securityContext()),
        containers().map(container -> container.path("securityContext")));
  }

  JsonNode securityContext() {
    return spec.path("securityContext");
  }

  boolean isWindows() {
    return Trees.text(spec.path("os"), "name").equals("windows");
  }

  /// Whether root in the pod is nobody on the node.
  boolean hasUserNamespace() {
    var hostUsers = spec.path("hostUsers");
    return hostUsers.isBoolean() && !hostUsers.booleanValue();
  }

  static String nameOf(JsonNode element) {
    return Trees.text(element, "name");
  }
}
