package dev.timonier.cluster;

import dev.timonier.cluster.directory.ClusterSettings;
import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.cluster.directory.DirectoryLock;
import dev.timonier.cluster.node.Machine;
import dev.timonier.cluster.pki.ClusterPki;
import dev.timonier.cluster.pki.Identity;
import dev.timonier.controllers.ControllerManager;
import dev.timonier.controllers.ManagerConfiguration;
import dev.timonier.machinery.time.SystemTime;
import dev.timonier.machinery.time.Time;
import dev.timonier.scheduler.Scheduler;
import dev.timonier.scheduler.config.SchedulerConfiguration;
import dev.timonier.server.ApiServer;
import dev.timonier.server.ApiServerConfig;
import dev.timonier.server.ServiceNetwork;
import dev.timonier.server.http.TlsIdentity;
import dev.timonier.server.network.Cidr;
import dev.timonier.server.resource.core.service.allocation.PortRange;
import dev.timonier.server.stream.KubeletAccess;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.compaction.AutoCompaction;
import dev.timonier.storage.compaction.Retention;
import dev.timonier.storage.rocksdb.RocksDbOptions;
import dev.timonier.storage.rocksdb.RocksDbStore;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
  /// @throws UnusableMachine when a port is taken
  public static Cluster start(ClusterOptions options, Progress progress) {
    var startup = new Startup(progress);
    try {
      return start(options, startup);
    } catch (RuntimeException e) {
      startup.close();
      throw e;
    }
  }

  private static Cluster start(ClusterOptions options, Startup startup) {
    var random = new SecureRandom();
    var directory = options.directory();
    var settings = settings(options, directory.open(random));
    startup.own(DirectoryLock.take(directory));
    var time = startup.own(new SystemTime("timers"));
    var pki = ClusterPki.open(directory, time, random);
    var certificates = new Certificates(pki, directory, settings);
    startup.step("certificates", "in " + directory.pki(), certificates::ensure);
    var context = storeContext(time);
    var store =
        startup.part("store", () -> store(directory, context), _ -> "in " + directory.store());
    startup.own(AutoCompaction.start(store, Retention.DEFAULT, context));
    var server =
        startup.part("api server", () -> server(pki, settings, store, time), Cluster::address);
    directory.save(settings.withPort(server.port()));
    certificates.ensureKubeconfigs(address(server));
    var executor = clientThreads();
    startup.atEnd(executor::shutdownNow);
    var clients = new Clients(server.handler(), pki, executor, startup);
    startup.part("controllers", () -> controllers(clients, pki, time), _ -> "started");
    startup.part("scheduler", () -> scheduler(clients, time), _ -> "started");
    new Nodes(directory, settings, clients, pki, time).start(options.nodes(), startup);
    return new Cluster(startup, address(server), clients.of(Identity.ADMINISTRATOR));
  }

  private static String address(ApiServer server) {
    return "https://127.0.0.1:" + server.port();
  }

  private static ClusterSettings settings(ClusterOptions options, ClusterSettings known) {
    return options.port().isPresent() ? known.withPort(options.port().getAsInt()) : known;
  }

  private static StoreContext storeContext(Time time) {
    return new StoreContext(
        time, (delay, task) -> time.after(delay, task)::cancel, new SimpleMeterRegistry());
  }

  private static RevisionedStore store(DataDirectory directory, StoreContext context) {
    var options = RocksDbOptions.in(directory.libraries());
    return RocksDbStore.open(directory.store(), options, context);
  }

  private static ApiServer server(
      ClusterPki pki, ClusterSettings settings, RevisionedStore store, Time time) {
    try {
      return ApiServer.start(serverConfig(pki, settings), store, time);
    } catch (UncheckedIOException e) {
      throw new UnusableMachine(
          "port " + settings.port() + " is taken; choose another with --port");
    }
  }

  private static ApiServerConfig serverConfig(ClusterPki pki, ClusterSettings settings) {
    var authority = pki.authorityCertificate();
    var services = Cidr.parse(settings.serviceNetwork()).orElseThrow();
    return new ApiServerConfig(
        new InetSocketAddress("0.0.0.0", settings.port()),
        new TlsIdentity(pki.certificate("apiserver"), pki.key("apiserver"), authority),
        pki.tokenKey(),
        new ServiceNetwork(
            List.of(services),
            PortRange.DEFAULT,
            Optional.of(InetAddress.ofLiteral(Machine.address()))),
        Optional.of(
            new KubeletAccess(
                pki.certificate("apiserver-kubelet-client"),
                pki.key("apiserver-kubelet-client"),
                authority)));
  }

  private static ExecutorService clientThreads() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("client-", 0).factory());
  }

  private static ControllerManager controllers(Clients clients, ClusterPki pki, Time time) {
    var client = clients.of(Identity.CONTROLLER_MANAGER);
    var configuration =
        ManagerConfiguration.DEFAULT
            .withRootCa(pki.authorityPem())
            .withNamespaceGrace(Duration.ZERO);
    var manager = new ControllerManager(_ -> client, configuration, time);
    manager.start();
    return manager;
  }

  private static Scheduler scheduler(Clients clients, Time time) {
    var client = clients.of(Identity.SCHEDULER);
    var scheduler = new Scheduler(client, SchedulerConfiguration.DEFAULT, time);
    scheduler.start();
    return scheduler;
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
