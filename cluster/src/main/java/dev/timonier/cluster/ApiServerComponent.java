package dev.timonier.cluster;

import dev.timonier.cluster.directory.ClusterSettings;
import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.cluster.directory.DirectoryLock;
import dev.timonier.cluster.directory.NetworkClaims;
import dev.timonier.cluster.node.Machine;
import dev.timonier.cluster.pki.ClusterPki;
import dev.timonier.machinery.network.Cidr;
import dev.timonier.machinery.time.SystemTime;
import dev.timonier.machinery.time.Time;
import dev.timonier.server.ApiServer;
import dev.timonier.server.ApiServerConfig;
import dev.timonier.server.ServiceNetwork;
import dev.timonier.server.Serving;
import dev.timonier.server.http.RequestHandler;
import dev.timonier.server.http.TlsIdentity;
import dev.timonier.server.metric.Metrics;
import dev.timonier.server.resource.core.service.allocation.PortRange;
import dev.timonier.server.stream.KubeletAccess;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.compaction.AutoCompaction;
import dev.timonier.storage.compaction.Retention;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The store and the API server over it, which together own a data directory. All other components
/// are their clients.
///
/// ```java
/// try (var server = ApiServerComponent.start(directory, options, Progress.SILENT);
///     var scheduler = Component.scheduler(directory.kubeconfig("scheduler"), Optional::of)) {
///   …
/// }
/// ```
public final class ApiServerComponent implements AutoCloseable {
  private final Startup startup;
  private final Setting setting;
  private final ApiServer server;

  /// What the server is started with.
  private record Setting(
      DataDirectory directory,
      ClusterSettings cluster,
      Duration history,
      ClusterPki pki,
      KubeletTrust kubelets,
      Serving serving,
      Time time) {}

  private ApiServerComponent(Startup startup, Setting setting, ApiServer server) {
    this.startup = startup;
    this.setting = setting;
    this.server = server;
  }

  /// Starts to serve, and writes a kubeconfig for each component, those of a node among them.
  ///
  /// @throws dev.timonier.cluster.directory.UnusableDirectory when the data directory cannot be
  ///   used
  /// @throws dev.timonier.cluster.directory.UnusableStorage when the storage cannot
  /// @throws UnusableMachine when the port is taken
  public static ApiServerComponent start(
      DataDirectory directory, ServerOptions options, Progress progress) {
    return Startup.whole(
        progress,
        startup -> {
          var component = start(directory, options, startup);
          component.certificates().ensureNodeKubeconfigs(component.address());
          return component;
        });
  }

  /// Starts to serve as a part of something larger, which closes it.
  static ApiServerComponent start(DataDirectory directory, ServerOptions options, Startup startup) {
    var random = new SecureRandom();
    var known = directory.open(random, NetworkClaims.ofMachine()).withStorage(options.storage());
    var port = options.port();
    var cluster = port.isPresent() ? known.withPort(port.getAsInt()) : known;
    startup.own(DirectoryLock.take(directory));
    var time = startup.own(new SystemTime("timers"));
    var pki = ClusterPki.open(directory, time, random);
    return start(
        new Setting(
            directory,
            cluster,
            options.history(),
            pki,
            options.kubelets(),
            options.serving(),
            time),
        startup);
  }

  private static ApiServerComponent start(Setting setting, Startup startup) {
    var directory = setting.directory();
    var certificates = new Certificates(setting.pki(), directory, setting.cluster());
    startup.step("certificates", "in " + directory.pki(), certificates::ensure);
    var metrics = new Metrics();
    var context = storeContext(setting.time(), metrics);
    var storage = setting.cluster().storage();
    var store =
        startup.part(
            "store",
            () -> StoreOpener.open(storage, directory, setting.pki(), context),
            _ -> StoreOpener.where(storage, directory));
    directory.save(setting.cluster());
    if (setting.history().isPositive()) {
      var retention = new Retention(setting.history(), Retention.DEFAULT.revisions());
      startup.own(AutoCompaction.start(store, retention, context));
    }
    var server =
        startup.part(
            "api server", () -> server(setting, store, metrics), ApiServerComponent::address);
    directory.save(setting.cluster().withPort(server.port()));
    certificates.ensureKubeconfigs(address(server));
    return new ApiServerComponent(startup, setting, server);
  }

  private static String address(ApiServer server) {
    return "https://127.0.0.1:" + server.port();
  }

  private static StoreContext storeContext(Time time, Metrics metrics) {
    return new StoreContext(
        time, (delay, task) -> time.after(delay, task)::cancel, metrics.store());
  }

  private static ApiServer server(Setting setting, RevisionedStore store, Metrics metrics) {
    var cluster = setting.cluster();
    try {
      return ApiServer.start(config(setting), store, metrics, setting.time());
    } catch (UncheckedIOException e) {
      throw new UnusableMachine("port " + cluster.port() + " is taken; choose another with --port");
    }
  }

  private static ApiServerConfig config(Setting setting) {
    var pki = setting.pki();
    var settings = setting.cluster();
    var services = Cidr.parse(settings.network().services()).orElseThrow();
    return new ApiServerConfig(
        new InetSocketAddress("0.0.0.0", settings.port()),
        new TlsIdentity(
            pki.certificate("apiserver"), pki.key("apiserver"), pki.authorityCertificate()),
        pki.tokenKey(),
        new ServiceNetwork(
            List.of(services),
            PortRange.DEFAULT,
            Optional.of(InetAddress.ofLiteral(Machine.address()))),
        Optional.of(
            new KubeletAccess(
                pki.certificate("apiserver-kubelet-client"),
                pki.key("apiserver-kubelet-client"),
                authority(setting))),
        Optional.of(pki.authorityCertificate()),
        setting.serving(),
        StoreFlags.of(settings.storage(), setting.history()));
  }

  /// Who signs the certificates of kubelets; empty when that does not matter.
  private static Optional<Path> authority(Setting setting) {
    return switch (setting.kubelets()) {
      case KubeletTrust.OwnAuthority() -> Optional.of(setting.pki().authorityCertificate());
      case KubeletTrust.Authority(var file) -> Optional.of(file);
      case KubeletTrust.Everyone() -> Optional.empty();
    };
  }

  private Certificates certificates() {
    return new Certificates(setting.pki(), setting.directory(), setting.cluster());
  }

  /// The address of the API server, as in `https://127.0.0.1:6443`.
  public String address() {
    return address(server);
  }

  DataDirectory directory() {
    return setting.directory();
  }

  ClusterSettings settings() {
    return setting.cluster();
  }

  ClusterPki pki() {
    return setting.pki();
  }

  Time time() {
    return setting.time();
  }

  /// Gives a part of this process a cluster role.
  void bind(String user, String clusterRole) {
    server.bind(user, clusterRole);
  }

  RequestHandler handler() {
    return server.handler();
  }

  /// Stops serving; the data stays.
  @Override
  public void close() {
    startup.close();
  }
}
