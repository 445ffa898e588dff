package dev.timonier.cluster;

import dev.timonier.cluster.pki.Identity;
import dev.timonier.controllers.ControllerManager;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A whole cluster in one process: store, API server, controllers, scheduler and nodes. The parts
/// know each other through the API alone.
///
/// ```java
/// try (var cluster = Cluster.start(options, Progress.SILENT)) {
///   cluster.client().pods().inNamespace("default").list();
/// }
/// ```
public final class Cluster implements AutoCloseable {
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
    startup.part("controllers", () -> controllers(clients, server), _ -> "started");
    startup.part(
        "scheduler",
        () -> Parts.scheduler(clients.of(Identity.SCHEDULER, Program.SCHEDULER), server.time()),
        _ -> "started");
    nodes.start(startup);
    return new Cluster(startup, server.address(), clients.of(Identity.ADMINISTRATOR));
  }

  private static ControllerManager controllers(Clients clients, ApiServerComponent server) {
    var client = clients.of(Identity.CONTROLLER_MANAGER, Program.CONTROLLER_MANAGER);
    var configuration = Parts.controllerConfiguration(server.pki().keys());
    return Parts.controllers(clients.ofControllers(client), configuration, server.time());
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
