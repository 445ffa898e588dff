package dev.timonier.nodeagent;

import dev.timonier.machinery.informer.Informer;
import dev.timonier.machinery.informer.ListWatch;
import dev.timonier.machinery.informer.Reflector;
import dev.timonier.machinery.recorder.ApiEventRecorder;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventSource;
import dev.timonier.machinery.time.Time;
import dev.timonier.nodeagent.event.PodEvents;
import dev.timonier.nodeagent.hook.Hooks;
import dev.timonier.nodeagent.node.FollowedNodes;
import dev.timonier.nodeagent.node.Persistence;
import dev.timonier.nodeagent.pod.ApiPodDeletion;
import dev.timonier.nodeagent.pod.PodContainers;
import dev.timonier.nodeagent.pod.PodDirectories;
import dev.timonier.nodeagent.pod.PodNews;
import dev.timonier.nodeagent.pod.PodServices;
import dev.timonier.nodeagent.pod.PodWorkers;
import dev.timonier.nodeagent.probe.Probes;
import dev.timonier.nodeagent.pull.ImagePulls;
import dev.timonier.nodeagent.pull.PullSecrets;
import dev.timonier.nodeagent.runtime.simulated.SimulatedConfigs;
import dev.timonier.nodeagent.runtime.simulated.SimulatedRuntime;
import dev.timonier.nodeagent.status.PodStatusGenerator;
import dev.timonier.nodeagent.status.StatusWriter;
import dev.timonier.nodeagent.status.TerminationMessages;
import dev.timonier.nodeagent.volume.PodVolumes;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Nodes without machines, up to thousands of them in one JVM: their pods become Running and Ready,
/// restart, succeed, fail and go as on real nodes, but nothing runs. All nodes share one watch of
/// pods, one of nodes, and a few threads.
///
/// ```java
/// var nodes = new SimulatedNodes(SimulatedNodesConfiguration.of(100), client, time);
/// nodes.start();
/// ```
///
/// How containers end is told by annotations of their pods; see [SimulatedRuntime].
public final class SimulatedNodes implements AutoCloseable {
  private static final Duration RESYNC = Duration.ofMinutes(10);
  private static final int WRITERS = 16;
  private static final int EVENT_WRITERS = 4;

  private final KubernetesClient client;
  private final Time time;
  private final ExecutorService turns = threads("simulated-pod-", Integer.MAX_VALUE);
  private final ExecutorService writes = threads("simulated-write-", WRITERS);
  private final ExecutorService eventWrites = threads("simulated-event-", EVENT_WRITERS);
  private final SimulatedRuntime runtime;
  private final FollowedNodes followed;
  private final Map<String, SimulatedNode> nodes = new LinkedHashMap<>();
  private final Map<String, EventRecorder> recorders = new ConcurrentHashMap<>();
  private final PodWorkers workers;
  private final Informer<Pod> pods = new Informer<>();
  private final Reflector<Pod> podReflector;

  /// @param client with the rights of all nodes
  public SimulatedNodes(
      SimulatedNodesConfiguration configuration, KubernetesClient client, Time time) {
    this.client = client;
    this.time = time;
    this.runtime = new SimulatedRuntime(time);
    var names = configuration.names();
    var addresses = new LinkedHashMap<String, String>();
    names.forEach(name -> addresses.put(name, address(addresses.size() + 1)));
    this.followed =
        new FollowedNodes(
            ListWatch.of(client, Node.class),
            names.isEmpty() ? "" : names.getFirst(),
            name -> List.of(addresses.getOrDefault(name, "")),
            time);
    var around = new SimulatedNode.Surroundings(client, time, writes);
    addresses.forEach(
        (name, address) ->
            nodes.put(name, new SimulatedNode(name, address, configuration, around)));
    this.workers = workers();
    this.podReflector = new Reflector<>(ListWatch.of(client, Pod.class), pods, time);
  }

  /// Virtual threads, so many at once.
  private static ExecutorService threads(String name, int most) {
    var factory = Thread.ofVirtual().name(name, 0).factory();
    return most == Integer.MAX_VALUE
        ? Executors.newThreadPerTaskExecutor(factory)
        : Executors.newFixedThreadPool(most, factory);
  }

  /// Of `172.16.0.0/12`, each its own.
  private static String address(int number) {
    return "172.%d.%d.%d".formatted(16 + (number >> 16), number >> 8 & 0xff, number & 0xff);
  }

  private PodWorkers workers() {
    var events = new PodEvents(this::recorder);
    var made = new CompletableFuture<PodWorkers>();
    var services =
        new PodServices(
            time,
            turns,
            runtime,
            new SimulatedConfigs(),
            PodVolumes.NONE,
            new ImagePulls(runtime.images(), PullSecrets.NONE, events, time, turns),
            Hooks.NONE,
            Probes.ALWAYS_SUCCEED,
            events,
            new StatusWriter(client, time, writes, uid -> made.join().wake(uid)),
            new PodStatusGenerator(runtime.version().name(), TerminationMessages.NONE),
            followed,
            PodDirectories.NONE,
            new ApiPodDeletion(client),
            RESYNC);
    var all = new PodWorkers(services);
    made.complete(all);
    return all;
  }

  private EventRecorder recorder(String node) {
    return recorders.computeIfAbsent(
        node,
        name -> new ApiEventRecorder(client, new EventSource("kubelet", name), time, eventWrites));
  }

  /// Returns when all nodes are registered and their pods are being worked on; tries until then.
  public void start() throws InterruptedException {
    followed.start();
    registerAll();
    pods.handle(new PodNews(workers, pod -> nodes.containsKey(node(pod))));
    podReflector.start();
    pods.awaitSync();
    workers.begin();
  }

  private void registerAll() throws InterruptedException {
    var persistence = new Persistence(time);
    var registered =
        nodes.entrySet().stream()
            .map(node -> CompletableFuture.runAsync(() -> register(persistence, node), writes))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(registered).join();
    var number = 0;
    for (var node : nodes.values()) {
      node.start((double) ++number / nodes.size());
    }
  }

  private static void register(Persistence persistence, Map.Entry<String, SimulatedNode> node) {
    try {
      persistence.attempt("registering node " + node.getKey(), node.getValue()::register);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static String node(Pod pod) {
    var name = pod.getSpec().getNodeName();
    return name == null ? "" : name;
  }

  /// The pods of all nodes and their containers.
  public PodContainers pods() {
    return workers;
  }

  /// Where containers run, or seem to.
  public SimulatedRuntime runtime() {
    return runtime;
  }

  /// Whether nothing is under way.
  public boolean isIdle() {
    return workers.isIdle();
  }

  /// Stops; the nodes' leases expire.
  @Override
  public void close() {
    nodes.values().forEach(SimulatedNode::close);
    podReflector.close();
    followed.close();
    workers.close();
    List.of(turns, writes, eventWrites).forEach(ExecutorService::shutdownNow);
  }
}
