package dev.timonier.cluster;

import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.cluster.directory.DirectoryLock;
import dev.timonier.cluster.directory.NetworkClaims;
import dev.timonier.cluster.node.LocalNode;
import dev.timonier.cluster.node.Machine;
import dev.timonier.cluster.node.NodeCertificates;
import dev.timonier.controllers.ClusterKeys;
import dev.timonier.controllers.ManagerConfiguration;
import dev.timonier.machinery.time.SystemTime;
import dev.timonier.machinery.time.Time;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// A part of a cluster by itself, which reaches its API server over the network.
///
/// ```java
/// try (var scheduler = Component.scheduler(Path.of("scheduler.kubeconfig"), Optional::of)) {
///   …
/// }
/// ```
///
/// All of them throw [NoConnection] when the kubeconfig is missing, or the server cannot be reached
/// or refuses. A server that goes away later is waited for; by who is elected, for as long as its
/// lease can be renewed in time.
public final class Component implements AutoCloseable {
  private final Startup startup;
  private final String server;
  private final CompletableFuture<Void> replaced;

  /// What every component is made of.
  private record Frame(
      ServerConnection connection, Time time, Startup startup, CompletableFuture<Void> replaced) {
    /// Starts something now, or when it is elected.
    void start(Optional<LeaderElection> election, Supplier<AutoCloseable> part) {
      if (election.isEmpty()) {
        startup.own(part.get());
        return;
      }
      var candidate = new Candidate(part, replaced);
      var executor =
          Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("leader").factory());
      startup.atEnd(executor::shutdownNow);
      var holder = Machine.nodeName() + "_" + UUID.randomUUID();
      startup.own(
          LeaderLease.hold(election.get(), holder, connection.client(), time, executor, candidate));
      startup.own(candidate);
    }
  }

  private Component(Startup startup, String server, CompletableFuture<Void> replaced) {
    this.startup = startup;
    this.server = server;
    this.replaced = replaced;
  }

  private static Component start(Path kubeconfig, Program program, Consumer<Frame> parts) {
    return Startup.whole(
        Progress.SILENT,
        startup -> {
          var connection = startup.own(ServerConnection.open(kubeconfig, program));
          var time = startup.own(new SystemTime("timers"));
          var replaced = new CompletableFuture<Void>();
          parts.accept(new Frame(connection, time, startup, replaced));
          return new Component(startup, connection.address(), replaced);
        });
  }

  /// @param election changes how it is elected; without it, it works at once
  public static Component scheduler(
      Path kubeconfig, Function<LeaderElection, Optional<LeaderElection>> election) {
    return start(
        kubeconfig,
        Program.SCHEDULER,
        frame ->
            frame.start(
                election.apply(LeaderElection.of(Program.SCHEDULER)),
                () -> Parts.scheduler(frame.connection().client(), frame.time())));
  }

  /// @param flags change how it runs; what it hands out has the certificates of the kubeconfig
  /// @param election changes how it is elected; without it, it works at once
  public static Component controllerManager(
      Path kubeconfig,
      UnaryOperator<ManagerConfiguration> flags,
      Function<LeaderElection, Optional<LeaderElection>> election) {
    return start(
        kubeconfig,
        Program.CONTROLLER_MANAGER,
        frame -> {
          var connection = frame.connection();
          var clients = frame.startup().own(connection.ofControllers(frame.time()));
          var keys = ClusterKeys.NONE.withRootCa(connection.authority());
          var configuration = flags.apply(Parts.controllerConfiguration(keys));
          frame.start(
              election.apply(LeaderElection.of(Program.CONTROLLER_MANAGER)),
              () -> Parts.controllers(clients, configuration, frame.time()));
        });
  }

  /// This machine as a node.
  ///
  /// @param proxyKubeconfig of the service proxy, which has rights of its own
  /// @param directory may be the API server's, or one that belongs to the node alone
  /// @throws UnusableMachine when it cannot run containers
  public static Component node(
      Path kubeconfig, Path proxyKubeconfig, DataDirectory directory, String name) {
    return start(
        kubeconfig,
        Program.KUBELET,
        frame -> {
          var proxy = frame.startup().own(ServerConnection.open(proxyKubeconfig, Program.PROXY));
          startNode(frame, proxy, directory, name);
        });
  }

  private static void startNode(
      Frame frame, ServerConnection proxy, DataDirectory directory, String name) {
    var settings = directory.open(new SecureRandom(), NetworkClaims.ofMachine());
    frame.startup().own(DirectoryLock.takeNode(directory));
    LocalNode.missing(directory)
        .ifPresent(
            what -> {
              throw new UnusableMachine(what);
            });
    var connection = frame.connection();
    var tls = NodeCertificates.in(directory, name, connection.authority(), frame.time());
    frame
        .startup()
        .own(
            LocalNode.start(
                new LocalNode.Setting(
                    name,
                    directory,
                    settings,
                    connection.client(),
                    proxy.client(),
                    tls,
                    frame.time())));
  }

  /// The address of the API server that it works with.
  public String server() {
    return server;
  }

  /// Completes when it must end, as another may lead in its stead; never for what is not elected.
  public CompletableFuture<Void> replaced() {
    return replaced;
  }

  @Override
  public void close() {
    startup.close();
  }
}
