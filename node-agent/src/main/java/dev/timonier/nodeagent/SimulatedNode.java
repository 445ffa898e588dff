package dev.timonier.nodeagent;

import dev.timonier.machinery.time.Time;
import dev.timonier.nodeagent.container.ClusterDns;
import dev.timonier.nodeagent.node.Heartbeat;
import dev.timonier.nodeagent.node.Machine;
import dev.timonier.nodeagent.node.NodeDescription;
import dev.timonier.nodeagent.node.NodeLease;
import dev.timonier.nodeagent.node.NodeRegistration;
import dev.timonier.nodeagent.runtime.RuntimeVersion;
import io.fabric8.kubernetes.api.model.NodeSystemInfoBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;

/// One node without a machine: its object, its lease, its status.
final class SimulatedNode implements AutoCloseable {
  /// Nothing ever changes, so that few looks suffice.
  private static final Duration REPORT = Duration.ofMinutes(5);

  private final NodeRegistration registration;
  private final NodeLease lease;
  private final Heartbeat renewal;
  private final Heartbeat report;

  /// Whom a node needs.
  ///
  /// @param executor runs a task for each heartbeat
  record Surroundings(KubernetesClient client, Time time, Executor executor) {}

  SimulatedNode(
      String name, String address, SimulatedNodesConfiguration nodes, Surroundings around) {
    var client = around.client();
    var description =
        new NodeDescription(
            configuration(name, address, nodes),
            machine(name, nodes.size()),
            new RuntimeVersion("simulated", "1.0"));
    this.registration = new NodeRegistration(name, description, client, around.time(), List::of);
    this.lease = new NodeLease(name, client, around.time());
    this.renewal =
        new Heartbeat(
            "renewing the lease of node " + name,
            NodeLease.PERIOD,
            around.time(),
            around.executor(),
            lease::renew);
    this.report =
        new Heartbeat(
            "reporting the status of node " + name,
            REPORT,
            around.time(),
            around.executor(),
            registration::report);
  }

  private static NodeAgentConfiguration configuration(
      String name, String address, SimulatedNodesConfiguration nodes) {
    var nowhere = Path.of("/var/lib/kubelet");
    return new NodeAgentConfiguration(
        name,
        nowhere,
        nowhere,
        List.of(address),
        nodes.labels(),
        List.of(),
        Optional.empty(),
        ClusterDns.NONE,
        nodes.size().mostPods(),
        0);
  }

  private static Machine machine(String name, SimulatedNodesConfiguration.Size size) {
    var id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    return new Machine(
        size.processors(),
        size.memoryBytes(),
        size.diskBytes(),
        new NodeSystemInfoBuilder()
            .withMachineID(id.toString().replace("-", ""))
            .withSystemUUID(id.toString())
            .withBootID(id.toString())
            .withKernelVersion("simulated")
            .withOsImage("simulated")
            .withOperatingSystem("linux")
            .withArchitecture("amd64")
            .build());
  }

  /// Makes the node and its lease.
  void register() {
    registration.register();
    lease.renew();
  }

  /// @param part of the period, between 0 and 1, after which the first heartbeat comes, so that not
  ///   all nodes' come at once
  void start(double part) {
    renewal.startAfter(fraction(NodeLease.PERIOD, part));
    report.startAfter(fraction(REPORT, part));
  }

  private static Duration fraction(Duration period, double part) {
    return Duration.ofMillis((long) (period.toMillis() * part));
  }

  @Override
  public void close() {
    renewal.close();
    report.close();
  }
}
