package dev.timonier.controllers.podgc;

import static java.util.Comparator.comparing;

import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Pods;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Taint;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Which pods are to be removed; pure.
///
/// @param lost names of nodes that are gone
record RemovalPlan(List<Pod> pods, Store<Node> nodes, Set<String> lost) {
  private static final String OUT_OF_SERVICE = "node.kubernetes.io/out-of-service";
  private static final List<String> UNFINISHED = List.of("Pending", "Running", "Unknown", "");

  /// The oldest finished pods, where there are too many.
  List<Pod> superfluous(int threshold) {
    var finished =
        pods.stream()
            .filter(pod -> !UNFINISHED.contains(Pods.phase(pod)))
            .sorted(
                comparing((Pod pod) -> pod.getMetadata().getCreationTimestamp())
                    .thenComparing(pod -> pod.getMetadata().getName()))
            .toList();
    return threshold <= 0
        ? List.of()
        : finished.subList(0, Math.max(0, finished.size() - threshold));
  }

  /// Deleted pods on nodes that somebody has declared dead.
  List<Pod> outOfService() {
    return pods.stream()
        .filter(Owners::terminates)
        .filter(
            pod ->
                Pods.node(pod)
                    .flatMap(node -> nodes.get(new NamespacedName("", node)))
                    .filter(RemovalPlan::isOutOfService)
                    .isPresent())
        .toList();
  }

  private static boolean isOutOfService(Node node) {
    var conditions = node.getStatus() == null ? null : node.getStatus().getConditions();
    var ready =
        conditions != null
            && conditions.stream()
                .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
    var taints = node.getSpec() == null ? null : node.getSpec().getTaints();
    return !ready
        && Objects.requireNonNullElse(taints, List.<Taint>of()).stream()
            .anyMatch(taint -> taint.getKey().equals(OUT_OF_SERVICE));
  }

  /// Pods on nodes that are gone.
  List<Pod> orphaned() {
    return pods.stream().filter(pod -> Pods.node(pod).filter(lost::contains).isPresent()).toList();
  }

  /// Pods that were deleted before they got a node.
  List<Pod> neverScheduled() {
    return pods.stream().filter(pod -> Owners.terminates(pod) && Pods.node(pod).isEmpty()).toList();
  }
}
