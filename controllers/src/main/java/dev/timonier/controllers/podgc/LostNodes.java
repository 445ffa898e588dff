package dev.timonier.controllers.podgc;

import static java.util.stream.Collectors.toSet;

import dev.timonier.controllers.runtime.Pods;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Nodes that are gone for good: unknown to the store for a while, and then to the API too. Used by
/// one thread.
final class LostNodes {
  private static final Duration QUARANTINE = Duration.ofSeconds(40);

  private final Time time;
  private final Predicate<String> exists;
  private final Map<String, Long> missingSince = new HashMap<>();

  /// @param exists asks the API
  LostNodes(Time time, Predicate<String> exists) {
    this.time = time;
    this.exists = exists;
  }

  /// Those that some pod is bound to.
  Set<String> among(Collection<Pod> pods, Store<Node> nodes) {
    var missing =
        pods.stream()
            .flatMap(pod -> Pods.node(pod).stream())
            .filter(node -> nodes.get(new NamespacedName("", node)).isEmpty())
            .collect(toSet());
    missingSince.keySet().retainAll(missing);
    missing.forEach(node -> missingSince.putIfAbsent(node, time.nanoTime()));
    return missing.stream().filter(this::isLost).collect(toSet());
  }

  private boolean isLost(String node) {
    var since = missingSince.getOrDefault(node, time.nanoTime());
    return time.nanoTime() - since >= QUARANTINE.toNanos() && !exists.test(node);
  }
}
