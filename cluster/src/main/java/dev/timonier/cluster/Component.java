package dev.timonier.cluster;

import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.cluster.directory.DirectoryLock;
import dev.timonier.cluster.directory.NetworkClaims;
import dev.timonier.cluster.node.LocalNode;
import dev.timonier.cluster.node.NodeCertificates;
import dev.timonier.controllers.ClusterKeys;
import dev.timonier.controllers.ManagerConfiguration;
import dev.timonier.machinery.time.SystemTime;
import dev.timonier.machinery.time.Time;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A part of a cluster by itself, which reaches its API server over the network.
///
/// ```java
/// try (var scheduler = Component.scheduler(Path.of("scheduler.kubeconfig"))) {
///   …
/// }
/// ```
///
/// All of them throw [NoConnection] when the kubeconfig is missing, or the server cannot be reached
/// or refuses. A server that goes away later is waited for.
public final class Component implements AutoCloseable {
  private final Startup startup;
  private final String server;

  /// What every component is made of.
  private record Frame(ServerConnection connection, Time time, Startup startup) {}

  private Component(Startup startup, String server) {
    this.startup = startup;
    this.server = server;
  }

  private static Component start(Path kubeconfig, Program program, Consumer<Frame> parts) {
    return Startup.whole(
        Progress.SILENT,
        startup -> {
          var connection = startup.own(ServerConnection.open(kubeconfig, program));
          parts.accept(new Frame(connection, startup.own(new SystemTime("timers")), startup));
          return new Component(startup, connection.address());
        });
  }

  public static Component scheduler(Path kubeconfig) {
    return start(
        kubeconfig,
        Program.SCHEDULER,
        frame -> frame.startup().own(Parts.scheduler(frame.connection().client(), frame.time())));
  }

  /// @param flags change how it runs; what it hands out has the certificates of the kubeconfig
  public static Component controllerManager(
      Path kubeconfig, UnaryOperator<ManagerConfiguration> flags) {
    return start(
        kubeconfig,
        Program.CONTROLLER_MANAGER,
        frame -> {
          var connection = frame.connection();
          var clients = frame.startup().own(connection.ofControllers(frame.time()));
          var keys = ClusterKeys.NONE.withRootCa(connection.authority());
          var configuration = flags.apply(Parts.controllerConfiguration(keys));
          frame.startup().own(Parts.controllers(clients, configuration, frame.time()));
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

  @Override
  public void close() {
    startup.close();
  }
}
