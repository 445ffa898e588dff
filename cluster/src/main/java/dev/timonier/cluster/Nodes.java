package dev.timonier.cluster;

import dev.timonier.cluster.ClusterOptions.ThisMachine;
import dev.timonier.cluster.directory.DirectoryLock;
import dev.timonier.cluster.node.LocalNode;
import dev.timonier.cluster.node.Machine;
import dev.timonier.cluster.node.NodeCertificates;
import dev.timonier.cluster.pki.Identity;
import dev.timonier.nodeagent.SimulatedNodes;
import dev.timonier.nodeagent.SimulatedNodesConfiguration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// Starts the nodes of a cluster: this machine, where it can run containers, and simulated ones.
final class Nodes {
  private final ApiServerComponent server;
  private final Clients clients;
  private final ClusterOptions.Nodes wanted;
  private final CompletableFuture<Optional<String>> lacking;

  /// @param executor looks beside the rest of the start what this machine lacks
  Nodes(
      ApiServerComponent server, Clients clients, ClusterOptions.Nodes wanted, Executor executor) {
    this.server = server;
    this.clients = clients;
    this.wanted = wanted;
    this.lacking =
        wanted.machine() == ThisMachine.RUNS_PODS
            ? CompletableFuture.supplyAsync(() -> LocalNode.missing(server.directory()), executor)
            : CompletableFuture.completedFuture(Optional.empty());
  }

  /// A machine that cannot run containers gives one simulated node instead, and the reason.
  void start(Startup startup) {
    var simulated = wanted.simulated();
    if (wanted.machine() == ThisMachine.RUNS_PODS) {
      var missing = lacking.join();
      if (missing.isEmpty()) {
        startup.own(DirectoryLock.takeNode(server.directory()));
        startup.part("node", this::local, node -> node.name());
      } else {
        simulated = Math.max(simulated, 1);
        startup.step("node", missing.get() + ": simulating", () -> {});
      }
    }
    if (simulated > 0) {
      var count = simulated;
      startup.part("nodes", () -> simulated(count), _ -> count + " simulated");
    }
  }

  private LocalNode local() {
    var name = Machine.nodeName();
    return LocalNode.start(
        new LocalNode.Setting(
            name,
            server.directory(),
            server.settings(),
            clients.of(Identity.node(name), Program.KUBELET),
            clients.of(Identity.PROXY, Program.PROXY),
            NodeCertificates.ofCluster(server.pki(), name),
            server.time()));
  }

  private SimulatedNodes simulated(int count) {
    server.bind(Identity.SIMULATED_NODES.user(), "system:node");
    var nodes =
        new SimulatedNodes(
            SimulatedNodesConfiguration.of(count),
            clients.of(Identity.SIMULATED_NODES, Program.KUBELET),
            server.time());
    try {
      nodes.start();
      return nodes;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      nodes.close();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
