package dev.timonier.nodeagent;

import dev.timonier.machinery.informer.Informer;
import dev.timonier.machinery.informer.Informers;
import dev.timonier.machinery.informer.ListWatch;
import dev.timonier.machinery.informer.Reflector;
import dev.timonier.machinery.recorder.ApiEventRecorder;
import dev.timonier.machinery.recorder.EventSource;
import dev.timonier.machinery.time.Time;
import dev.timonier.nodeagent.disk.LogRotation;
import dev.timonier.nodeagent.node.FollowedNodes;
import dev.timonier.nodeagent.node.Heartbeat;
import dev.timonier.nodeagent.node.Machine;
import dev.timonier.nodeagent.node.NodeDescription;
import dev.timonier.nodeagent.node.NodeLease;
import dev.timonier.nodeagent.node.NodeRegistration;
import dev.timonier.nodeagent.node.Persistence;
import dev.timonier.nodeagent.pod.PodContainers;
import dev.timonier.nodeagent.pod.PodNews;
import dev.timonier.nodeagent.pod.PodWorkers;
import dev.timonier.nodeagent.runtime.ContainerRuntime;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A kubelet: registers its node, keeps it alive in the eyes of the cluster, and turns the pods
/// that are bound to it into running containers. Containers outlive it; the next agent on the same
/// directory and runtime takes them over.
///
/// ```java
/// var agent = new NodeAgent(NodeAgentConfiguration.of("node-1", directory, "192.0.2.1"),
///     client, runtime, time);
/// agent.start();
/// ```
public final class NodeAgent implements AutoCloseable {
  /// How long the kernel may take to end what was killed.
  private static final Duration LATE = Duration.ofSeconds(2);

  private final Time time;
  private final ContainerRuntime runtime;
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("node-agent-", 0).factory());
  private final Informers informers;
  private final FollowedNodes node;
  private final NodeRegistration registration;
  private final NodeLease lease;
  private final PodWorkers workers;
  private final Informer<Pod> pods = new Informer<>();
  private final Reflector<Pod> podReflector;
  private final List<Heartbeat> heartbeats;

  /// @param client with the rights of the node
  /// @throws IOException when the machine or the agent's directory cannot be read
  public NodeAgent(
      NodeAgentConfiguration configuration,
      KubernetesClient client,
      ContainerRuntime runtime,
      Time time)
      throws IOException {
    this.time = time;
    this.runtime = runtime;
    var name = configuration.nodeName();
    Files.createDirectories(configuration.directory());
    var machine = Machine.read(configuration.directory());
    this.informers = new Informers(client, time);
    this.node =
        new FollowedNodes(
            ListWatch.of(client, Node.class).selecting("metadata.name=" + name),
            name,
            _ -> configuration.addresses(),
            time);
    var description = new NodeDescription(configuration, machine, runtime.version());
    this.registration =
        new NodeRegistration(name, description, client, time, () -> runtime.images().images());
    this.lease = new NodeLease(name, client, time);
    var events = new ApiEventRecorder(client, new EventSource("kubelet", name), time, executor);
    var services = informers.of(Service.class);
    var parts =
        new NodeParts(
            configuration,
            client,
            runtime,
            time,
            executor,
            node,
            events,
            () -> services.store().list(),
            machine.memoryBytes());
    this.workers = parts.workers();
    this.podReflector =
        new Reflector<>(
            ListWatch.of(client, Pod.class).selecting("spec.nodeName=" + name), pods, time);
    this.heartbeats =
        List.of(
            heartbeat("renewing the lease of node " + name, NodeLease.PERIOD, lease::renew),
            heartbeat(
                "reporting the status of node " + name,
                NodeRegistration.PERIOD,
                registration::report),
            heartbeat(
                "rotating logs",
                LogRotation.PERIOD,
                new LogRotation(runtime, time, LogRotation.Limits.USUAL)::rotate));
  }

  private Heartbeat heartbeat(String what, Duration period, Runnable action) {
    return new Heartbeat(what, period, time, executor, action);
  }

  /// Returns when the node is registered and its pods are being worked on; tries until then.
  public void start() throws InterruptedException {
    var persistence = new Persistence(time);
    persistence.attempt("registering the node", registration::register);
    persistence.attempt("taking the lease of the node", lease::renew);
    heartbeats.forEach(Heartbeat::start);
    workers.adopt();
    pods.handle(new PodNews(workers));
    informers.start();
    node.start();
    podReflector.start();
    informers.awaitSync();
    pods.awaitSync();
    workers.begin();
  }

  /// The pods of the node and their containers.
  public PodContainers pods() {
    return workers;
  }

  /// Whether nothing is under way.
  public boolean isIdle() {
    return workers.isIdle();
  }

  /// Ends every pod of the node, whatever the API says; returns when none runs any more, or shortly
  /// after the grace period at the latest.
  public void stopAll(Duration grace) throws InterruptedException {
    var over = new CountDownLatch(1);
    Runnable look =
        () -> {
          if (!workers.isAnyRunning()) {
            over.countDown();
          }
        };
    try (var _ = runtime.subscribe(_ -> look.run())) {
      time.after(grace.plus(LATE), over::countDown);
      workers.stopAll(grace);
      look.run();
      over.await();
    }
  }

  /// Stops working; the containers go on.
  @Override
  public void close() {
    heartbeats.forEach(Heartbeat::close);
    podReflector.close();
    node.close();
    informers.close();
    workers.close();
    executor.shutdownNow();
  }
}
