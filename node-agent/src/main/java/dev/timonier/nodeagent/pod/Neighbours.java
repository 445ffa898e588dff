package dev.timonier.nodeagent.pod;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The pods of each node.
final class Neighbours {
  private final ConcurrentMap<String, Set<PodContext>> byNode = new ConcurrentHashMap<>();

  void add(PodContext context) {
    byNode.computeIfAbsent(node(context), _ -> ConcurrentHashMap.newKeySet()).add(context);
  }

  void remove(PodContext context) {
    byNode.computeIfPresent(
        node(context),
        (_, pods) -> {
          pods.remove(context);
          return pods.isEmpty() ? null : pods;
        });
  }

  /// The other pods of a pod's node that were admitted and have not ended.
  List<Pod> admitted(PodContext context) {
    return byNode.getOrDefault(node(context), Set.of()).stream()
        .filter(other -> other != context)
        .filter(other -> other.admittance() == PodContext.Admittance.ADMITTED)
        .filter(other -> other.stage() != Stage.TERMINATED)
        .map(PodContext::pod)
        .toList();
  }

  private static String node(PodContext context) {
    return context.pod().getSpec().getNodeName();
  }
}
