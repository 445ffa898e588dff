package dev.timonier.controllers.nodelifecycle;

import java.time.Duration;

/// When a node counts as lost, and how fast pods are taken off lost nodes.
///
/// @param grace how long a node may be silent
/// @param startupGrace how long a node may be silent that never spoke
/// @param evictionsPerSecond how many nodes of a healthy zone are given up in a second
/// @param secondaryEvictionsPerSecond the same in a zone of which many nodes are lost
/// @param unhealthyShare what share of lost nodes makes a zone unhealthy
/// @param largeZone how many nodes a zone has at least so that pods are taken off it even then
public record NodeLifecycleConfiguration(
    Duration grace,
    Duration startupGrace,
    double evictionsPerSecond,
    double secondaryEvictionsPerSecond,
    double unhealthyShare,
    int largeZone) {
  /// As kube-controller-manager.
  public static final NodeLifecycleConfiguration DEFAULT =
      new NodeLifecycleConfiguration(
          Duration.ofSeconds(50), Duration.ofSeconds(60), 0.1, 0.01, 0.55, 50);
}
