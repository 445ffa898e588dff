package dev.timonier.nodeagent;

import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Informer;
import dev.timonier.machinery.informer.Informers;
import dev.timonier.machinery.informer.ListWatch;
import dev.timonier.machinery.informer.Reflector;
import dev.timonier.machinery.queue.Backoff;
import dev.timonier.machinery.recorder.ApiEventRecorder;
import dev.timonier.machinery.recorder.EventSource;
import dev.timonier.machinery.time.Time;
import dev.timonier.nodeagent.node.FollowedNode;
import dev.timonier.nodeagent.node.Heartbeat;
import dev.timonier.nodeagent.node.Machine;
import dev.timonier.nodeagent.node.NodeDescription;
import dev.timonier.nodeagent.node.NodeLease;
import dev.timonier.nodeagent.node.NodeRegistration;
import dev.timonier.nodeagent.pod.PodContainers;
import dev.timonier.nodeagent.pod.PodWorkers;
import dev.timonier.nodeagent.runtime.ContainerRuntime;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
  private static final Logger LOG = LoggerFactory.getLogger(NodeAgent.class);

  private final Time time;
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("node-agent-", 0).factory());
  private final Informers informers;
  private final FollowedNode node;
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
    var name = configuration.nodeName();
    Files.createDirectories(configuration.directory());
    var machine = Machine.read(configuration.directory());
    this.informers = new Informers(client, time);
    this.node = new FollowedNode(name, configuration.addresses(), client, time);
    var description = new NodeDescription(configuration, machine, runtime.version());
    this.registration =
        new NodeRegistration(name, description, client, time, () -> runtime.images().images());
    this.lease = new NodeLease(name, client, time, () -> node.node(name));
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
                registration::report));
  }

  private Heartbeat heartbeat(String what, Duration period, Runnable action) {
    return new Heartbeat(what, period, time, executor, action);
  }

  /// Returns when the node is registered and its pods are being worked on; tries until then.
  public void start() throws InterruptedException {
    persist("registering the node", registration::register);
    persist("taking the lease of the node", lease::renew);
    heartbeats.forEach(Heartbeat::start);
    workers.adopt();
    pods.handle(new Follower(workers));
    informers.start();
    node.start();
    podReflector.start();
    informers.awaitSync();
    pods.awaitSync();
    workers.begin();
  }

  private void persist(String what, Runnable action) throws InterruptedException {
    var backoff = new Backoff<String>(Duration.ofMillis(100), Duration.ofSeconds(7));
    while (!isDone(what, action)) {
      var waited = new CompletableFuture<Boolean>();
      time.after(backoff.next(what), () -> waited.complete(true));
      await(waited);
    }
  }

  private static void await(CompletableFuture<Boolean> moment) throws InterruptedException {
    try {
      moment.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isDone(String what, Runnable action) {
    try {
      action.run();
      return true;
    } catch (KubernetesClientException e) {
      LOG.warn("{} failed, trying again: {}", what, e.toString());
      return false;
    }
  }

  /// The pods of the node and their containers.
  public PodContainers pods() {
    return workers;
  }

  /// Whether nothing is under way.
  public boolean isIdle() {
    return workers.isIdle();
  }

  /// Ends every pod of the node, whatever the API says, within a grace period at most.
  public void stopAll(Duration grace) {
    workers.stopAll(grace);
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

  /// Hands the news of the watch on.
  private record Follower(PodWorkers workers) implements Handler<Pod> {
    @Override
    public void added(Pod now) {
      workers.update(now);
    }

    @Override
    public void updated(Pod before, Pod now) {
      workers.update(now);
    }

    @Override
    public void deleted(Pod last) {
      workers.remove(last);
    }
  }
}
