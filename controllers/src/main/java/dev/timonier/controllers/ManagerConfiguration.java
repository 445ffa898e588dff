package dev.timonier.controllers;

import dev.timonier.controllers.nodeipam.ClusterRange;
import dev.timonier.controllers.nodelifecycle.NodeLifecycleConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How the controller manager runs.
///
/// @param workers by the name of a controller, where it differs from the default
/// @param keys what is handed out
/// @param namespaceGrace how long after its deletion a namespace is left alone, so that every API
///   server knows of it; zero where there is one API server
/// @param nodes when nodes count as lost
/// @param nodeRanges one for each address family, the main one first; none, and nodes get no pod
///   addresses
/// @param terminatedPods how many finished pods are kept, see `podgc`
/// @param unusedTokens after which time the tokens that lie in Secrets are marked as invalid, and
///   after as much more deleted, when nobody uses them; positive
public record ManagerConfiguration(
    ControllerSelection controllers,
    Map<String, Integer> workers,
    ClusterKeys keys,
    Duration namespaceGrace,
    NodeLifecycleConfiguration nodes,
    List<ClusterRange> nodeRanges,
    int terminatedPods,
    Duration unusedTokens) {
  public static final ManagerConfiguration DEFAULT =
      new ManagerConfiguration(
          ControllerSelection.DEFAULT,
          Map.of(),
          ClusterKeys.NONE,
          Duration.ofSeconds(5),
          NodeLifecycleConfiguration.DEFAULT,
          List.of(),
          12_500,
          Duration.ofDays(365));

  public ManagerConfiguration withControllers(ControllerSelection selection) {
    return new ManagerConfiguration(
        selection, workers, keys, namespaceGrace, nodes, nodeRanges, terminatedPods, unusedTokens);
  }

  public ManagerConfiguration withKeys(ClusterKeys handedOut) {
    return new ManagerConfiguration(
        controllers,
        workers,
        handedOut,
        namespaceGrace,
        nodes,
        nodeRanges,
        terminatedPods,
        unusedTokens);
  }

  public ManagerConfiguration withNamespaceGrace(Duration grace) {
    return new ManagerConfiguration(
        controllers, workers, keys, grace, nodes, nodeRanges, terminatedPods, unusedTokens);
  }

  public ManagerConfiguration withUnusedTokens(Duration period) {
    return new ManagerConfiguration(
        controllers, workers, keys, namespaceGrace, nodes, nodeRanges, terminatedPods, period);
  }
}
