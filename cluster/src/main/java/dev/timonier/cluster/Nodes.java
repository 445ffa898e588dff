package dev.timonier.cluster;

import dev.timonier.cluster.ClusterOptions.ThisMachine;
import dev.timonier.cluster.directory.ClusterSettings;
import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.cluster.node.LocalNode;
import dev.timonier.cluster.node.Machine;
import dev.timonier.cluster.pki.ClusterPki;
import dev.timonier.cluster.pki.Identity;
import dev.timonier.machinery.time.Time;
import dev.timonier.nodeagent.SimulatedNodes;
import dev.timonier.nodeagent.SimulatedNodesConfiguration;
import dev.timonier.nodeagent.server.http.ServerTls;

/// Starts the nodes of a cluster: this machine, where it can run containers, and simulated ones.
final class Nodes {
  private final DataDirectory directory;
  private final ClusterSettings settings;
  private final Clients clients;
  private final ClusterPki pki;
  private final Time time;

  Nodes(
      DataDirectory directory,
      ClusterSettings settings,
      Clients clients,
      ClusterPki pki,
      Time time) {
    this.directory = directory;
    this.settings = settings;
    this.clients = clients;
    this.pki = pki;
    this.time = time;
  }

  /// A machine that cannot run containers gives one simulated node instead, and the reason.
  void start(ClusterOptions.Nodes wanted, Startup startup) {
    var simulated = wanted.simulated();
    if (wanted.machine() == ThisMachine.RUNS_PODS) {
      var missing = LocalNode.missing(directory);
      if (missing.isEmpty()) {
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
    var tls =
        new ServerTls(pki.certificate("kubelet"), pki.key("kubelet"), pki.authorityCertificate());
    return LocalNode.start(
        new LocalNode.Setting(
            directory,
            settings,
            clients.of(Identity.node(Machine.nodeName())),
            clients.of(Identity.PROXY),
            tls,
            time));
  }

  private SimulatedNodes simulated(int count) {
    var nodes =
        new SimulatedNodes(
            SimulatedNodesConfiguration.of(count), clients.of(Identity.SIMULATED_NODES), time);
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
