package dev.timonier.nodeagent;

import dev.timonier.nodeagent.container.ClusterDns;
import io.fabric8.kubernetes.api.model.Taint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One node.
///
/// @param directory the agent's own, as the kubelet's `/var/lib/kubelet`
/// @param logs where containers' logs go, as `/var/log/pods`
/// @param addresses the node's, the primary one first
/// @param labels besides those that every node has
/// @param taints of a node that is registered for the first time
/// @param podRange the addresses of the node's pods, as `spec.podCIDR`
/// @param mostPods how many pods may run
/// @param port where the agent serves its own API, as in `status.daemonEndpoints`
public record NodeAgentConfiguration(
    String nodeName,
    Path directory,
    Path logs,
    List<String> addresses,
    Map<String, String> labels,
    List<Taint> taints,
    Optional<String> podRange,
    ClusterDns dns,
    int mostPods,
    int port) {
  private static final int USUAL_PODS = 110;
  private static final int USUAL_PORT = 10250;

  /// A node as most are.
  public static NodeAgentConfiguration of(String nodeName, Path directory, String address) {
    return new NodeAgentConfiguration(
        nodeName,
        directory,
        directory.resolve("logs"),
        List.of(address),
        Map.of(),
        List.of(),
        Optional.empty(),
        ClusterDns.NONE,
        USUAL_PODS,
        USUAL_PORT);
  }
}
