package dev.timonier.controllers.nodelifecycle;

import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// How fast the nodes of a zone are given up. When most of a zone seems lost, it may well be this
/// controller that is cut off: then nodes are given up slowly, in small zones not at all; and
/// nowhere when all zones seem lost entirely.
final class EvictionPace {
  private static final List<String> ZONE_LABELS =
      List.of("topology.kubernetes.io/region", "topology.kubernetes.io/zone");

  private final NodeLifecycleConfiguration configuration;
  private final Store<Node> nodes;
  private final Time time;
  private final Map<String, Long> next = new HashMap<>(); // guarded by this

  EvictionPace(NodeLifecycleConfiguration configuration, Store<Node> nodes, Time time) {
    this.configuration = configuration;
    this.nodes = nodes;
    this.time = time;
  }

  /// Takes leave to give up a node now; else says when to ask again.
  synchronized Optional<Duration> wait(Node node) {
    var rate = rate(zone(node));
    if (rate <= 0) {
      return Optional.of(Duration.ofSeconds(5));
    }
    var now = time.nanoTime();
    var at = next.getOrDefault(zone(node), now);
    if (at - now > 0) {
      return Optional.of(Duration.ofNanos(at - now));
    }
    next.put(zone(node), now + (long) (Duration.ofSeconds(1).toNanos() / rate));
    return Optional.empty();
  }

  private double rate(String zone) {
    var all = nodes.list();
    if (all.size() > 1 && all.stream().noneMatch(EvictionPace::isReady)) {
      return 0;
    }
    return rate(all.stream().filter(node -> zone(node).equals(zone)).toList());
  }

  private double rate(Collection<Node> zone) {
    var lost = zone.stream().filter(node -> !isReady(node)).count();
    var unhealthy =
        lost > 2
            && lost < zone.size()
            && (double) lost / zone.size() >= configuration.unhealthyShare();
    if (!unhealthy) {
      return configuration.evictionsPerSecond();
    }
    return zone.size() > configuration.largeZone()
        ? configuration.secondaryEvictionsPerSecond()
        : 0;
  }

  private static boolean isReady(Node node) {
    return NodeHealth.ready(node).equals("True");
  }

  private static String zone(Node node) {
    var labels =
        Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.<String, String>of());
    return String.join(
        ":", ZONE_LABELS.stream().map(label -> labels.getOrDefault(label, "")).toList());
  }
}
