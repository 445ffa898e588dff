package dev.timonier.cluster;

import dev.timonier.cluster.node.Machine;
import dev.timonier.cluster.pki.Identity;
import dev.timonier.controllers.ControllerManager;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// A whole cluster in one process: store, API server, controllers, scheduler and nodes. The parts
/// know each other through the API alone.
///
/// ```java
/// try (var cluster = Cluster.start(options, Progress.SILENT)) {
///   cluster.client().pods().inNamespace("default").list();
/// }
/// ```
public final class Cluster implements AutoCloseable {
  private static final long MOST_SECONDS = 60;

  private final Startup startup;
  private final String address;
  private final KubernetesClient client;

  private Cluster(Startup startup, String address, KubernetesClient client) {
    this.startup = startup;
    this.address = address;
    this.client = client;
  }

  /// Starts a cluster and returns when it is ready.
  ///
  /// @throws dev.timonier.cluster.directory.UnusableDirectory when the data directory cannot be
  ///   used
  /// @throws dev.timonier.cluster.directory.UnusableStorage when its storage cannot
  /// @throws UnusableMachine when a port is taken
  public static Cluster start(ClusterOptions options, Progress progress) {
    return Startup.whole(progress, startup -> start(options, startup));
  }

  private static Cluster start(ClusterOptions options, Startup startup) {
    var server = ApiServerComponent.start(options.directory(), options.server(), startup);
    var executor = clientThreads();
    startup.atEnd(executor::shutdownNow);
    var clients = new Clients(server, executor, startup);
    var nodes = new Nodes(server, clients, options.nodes(), executor);
    var leases = new Leases(server, startup, executor);
    var manager = clients.of(Identity.CONTROLLER_MANAGER, Program.CONTROLLER_MANAGER);
    leases.hold(Program.CONTROLLER_MANAGER, manager);
    startup.part("controllers", () -> controllers(clients, manager, server), _ -> "started");
    var scheduler = clients.of(Identity.SCHEDULER, Program.SCHEDULER);
    leases.hold(Program.SCHEDULER, scheduler);
    startup.part("scheduler", () -> Parts.scheduler(scheduler, server.time()), _ -> "started");
    nodes.start(startup);
    var administrator = clients.of(Identity.ADMINISTRATOR);
    awaitAccount(administrator);
    return new Cluster(startup, server.address(), administrator);
  }

  private static ControllerManager controllers(
      Clients clients, KubernetesClient manager, ApiServerComponent server) {
    var configuration = Parts.controllerConfiguration(server.pki().keys());
    return Parts.controllers(clients.ofControllers(manager), configuration, server.time());
  }

  /// Nobody else may use the directory meanwhile, so that the holder is the same after each start.
  private record Leases(ApiServerComponent server, Startup startup, ExecutorService executor) {
    void hold(Program program, KubernetesClient client) {
      var holder = Machine.nodeName() + "_" + server.settings().id();
      startup.own(
          LeaderLease.hold(
              LeaderElection.of(program),
              holder,
              client,
              server.time(),
              executor,
              LeaderLease.Leadership.UNUSED));
    }
  }

  /// Without it, the first pod of somebody who has been told that the cluster is ready would be
  /// refused.
  private static void awaitAccount(KubernetesClient client) {
    var account = client.serviceAccounts().inNamespace("default").withName("default");
    if (account.get() == null) {
      account.waitUntilCondition(Objects::nonNull, MOST_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static ExecutorService clientThreads() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("client-", 0).factory());
  }

  /// The address of the API server.
  public String address() {
    return address;
  }

  /// A client with the administrator's rights. It ends with the cluster.
  public KubernetesClient client() {
    return client;
  }

  /// Stops everything; the data stays.
  @Override
  public void close() {
    startup.close();
  }
}
