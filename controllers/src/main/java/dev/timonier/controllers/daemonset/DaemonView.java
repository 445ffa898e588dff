package dev.timonier.controllers.daemonset;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import dev.timonier.controllers.runtime.Pods;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A DaemonSet, its pods by node, and the nodes at one moment.
///
/// @param hash of the present template
record DaemonView(
    DaemonSet set,
    String hash,
    Map<Node, Suitability> nodes,
    Map<String, List<Pod>> pods,
    Instant now) {
  static final String HASH = "controller-revision-hash";

  static DaemonView of(
      DaemonSet set, String hash, Map<Node, Suitability> nodes, Collection<Pod> pods, Instant now) {
    var byNode =
        pods.stream()
            .filter(pod -> target(pod).isPresent())
            .sorted(
                comparing((Pod pod) -> pod.getMetadata().getCreationTimestamp())
                    .thenComparing(pod -> pod.getMetadata().getName()))
            .collect(groupingBy(pod -> target(pod).orElseThrow()));
    return new DaemonView(set, hash, nodes, byNode, now);
  }

  /// The node that the pod is on, or the only one that it can go to.
  static Optional<String> target(Pod pod) {
    return Pods.node(pod)
        .or(
            () ->
                Optional.ofNullable(pod.getSpec().getAffinity())
                    .flatMap(a -> Optional.ofNullable(a.getNodeAffinity()))
                    .flatMap(
                        a ->
                            Optional.ofNullable(
                                a.getRequiredDuringSchedulingIgnoredDuringExecution()))
                    .flatMap(selector -> named(selector.getNodeSelectorTerms())));
  }

  private static Optional<String> named(Collection<NodeSelectorTerm> terms) {
    var names = new ArrayList<String>();
    for (var term : terms) {
      Objects.requireNonNullElse(term.getMatchFields(), List.<NodeSelectorRequirement>of()).stream()
          .filter(field -> field.getKey().equals("metadata.name"))
          .forEach(field -> names.addAll(field.getValues()));
    }
    return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
  }

  /// The pods for a node, the oldest first.
  List<Pod> on(Node node) {
    return pods.getOrDefault(node.getMetadata().getName(), List.of());
  }

  /// Pods for nodes that are not there any more.
  List<Pod> strays() {
    var known = nodes.keySet().stream().map(node -> node.getMetadata().getName()).toList();
    return pods.entrySet().stream()
        .filter(entry -> !known.contains(entry.getKey()))
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }

  List<Node> suited() {
    return nodes.entrySet().stream()
        .filter(entry -> entry.getValue() == Suitability.SUITED)
        .map(Map.Entry::getKey)
        .toList();
  }

  boolean isUpdated(Pod pod) {
    return hash.equals(
        Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.<String, String>of())
            .get(HASH));
  }

  boolean isAvailable(Pod pod) {
    return Pods.available(pod, DaemonSets.minReady(set), now);
  }
}
