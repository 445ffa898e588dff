package dev.timonier.cluster.node;

import dev.timonier.cluster.directory.ClusterSettings;
import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.machinery.informer.Informers;
import dev.timonier.machinery.time.Time;
import dev.timonier.nodeagent.NodeAgent;
import dev.timonier.nodeagent.NodeAgentConfiguration;
import dev.timonier.nodeagent.container.ClusterDns;
import dev.timonier.nodeagent.image.ImageArchives;
import dev.timonier.nodeagent.image.ImageStore;
import dev.timonier.nodeagent.linux.Mounts;
import dev.timonier.nodeagent.nftables.Nft;
import dev.timonier.nodeagent.proxy.NodePlace;
import dev.timonier.nodeagent.proxy.ProxyConfig;
import dev.timonier.nodeagent.proxy.ServiceProxy;
import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.runtime.Image;
import dev.timonier.nodeagent.runtime.process.ProcessRuntime;
import dev.timonier.nodeagent.server.KubeletServer;
import dev.timonier.nodeagent.server.KubeletServerConfig;
import dev.timonier.nodeagent.server.http.ServerTls;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This machine as a node, with real containers: the runtime, the agent with its own API, and the
/// proxy for services.
///
/// Closing ends the node's pods and takes away all that it made outside of its directory. When the
/// process is killed instead, the containers go on, and the next one takes them over.
public final class LocalNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalNode.class);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int USUAL_PORT = 10250;
  private static final int USUAL_PODS = 110;

  private final String name;
  private final Deque<Ending> endings = new ArrayDeque<>();

  /// Something to do at the end.
  private interface Ending {
    void run() throws Exception;
  }

  private LocalNode(String name) {
    this.name = name;
  }

  /// What the node needs of its cluster.
  ///
  /// @param name of the node
  /// @param agent a client with the rights of the node
  /// @param proxy a client with the rights of a proxy
  /// @param tls for the node's own API
  public record Setting(
      String name,
      DataDirectory directory,
      ClusterSettings settings,
      KubernetesClient agent,
      KubernetesClient proxy,
      ServerTls tls,
      Time time) {}

  /// What this machine lacks to run containers, in one line; empty when it lacks nothing.
  public static Optional<String> missing(DataDirectory directory) {
    return ProcessRuntime.missing(directory.node());
  }

  /// Starts the node, and returns when it is registered.
  public static LocalNode start(Setting setting) {
    var node = new LocalNode(setting.name());
    try {
      node.begin(setting);
      return node;
    } catch (IOException e) {
      node.close();
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      node.close();
      throw new IllegalStateException("interrupted", e);
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  private void begin(Setting setting) throws IOException, InterruptedException {
    var names = new NodeNames(setting.settings());
    var runtime =
        new ProcessRuntime(
            names.runtime(setting.directory().node()), setting.time(), new SecureRandom());
    endings.push(() -> unmountVolumes(setting.directory()));
    endings.push(runtime::close);
    endings.push(runtime::removeEverything);
    var pods = new LatePods();
    var server = serve(setting, pods, runtime);
    endings.push(server::close);
    var agent =
        new NodeAgent(
            configuration(setting, server.port()), setting.agent(), runtime, setting.time());
    pods.set(agent.pods());
    endings.push(() -> stopContainers(runtime));
    endings.push(agent::close);
    agent.start();
    proxy(setting, names);
  }

  /// The API is told nothing: the pods go on when the node comes back.
  private static void stopContainers(ProcessRuntime runtime) {
    try (var executor = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
      for (var container : runtime.containers()) {
        if (container.state() instanceof ContainerStatus.State.Running) {
          executor.execute(() -> runtime.stopContainer(container.id(), GRACE));
        }
      }
    }
  }

  private static KubeletServer serve(Setting setting, LatePods pods, ProcessRuntime runtime) {
    try {
      return serve(setting, pods, runtime, USUAL_PORT);
    } catch (UncheckedIOException taken) {
      return serve(setting, pods, runtime, 0);
    }
  }

  private static KubeletServer serve(
      Setting setting, LatePods pods, ProcessRuntime runtime, int port) {
    var config =
        new KubeletServerConfig(
            new InetSocketAddress("0.0.0.0", port),
            setting.tls(),
            Set.of(KubeletServerConfig.API_SERVER));
    return KubeletServer.start(config, pods, runtime, setting.time());
  }

  private NodeAgentConfiguration configuration(Setting setting, int port) {
    var directory = setting.directory().node();
    return new NodeAgentConfiguration(
        name,
        directory.resolve("kubelet"),
        directory.resolve("logs"),
        List.of(Machine.address()),
        Map.of(),
        List.of(),
        Optional.of(setting.settings().network().podsOfMachine()),
        ClusterDns.NONE,
        USUAL_PODS,
        port);
  }

  private void proxy(Setting setting, NodeNames names) {
    var informers = new Informers(setting.proxy(), setting.time());
    var usual = ProxyConfig.of(setting.settings().network().pods());
    var config = new ProxyConfig(names.serviceTable(), usual.clusterRange(), usual.delay());
    var proxy =
        new ServiceProxy(informers, new NodePlace(name, ""), config, new Nft(), setting.time());
    endings.push(proxy::remove);
    endings.push(proxy::close);
    endings.push(informers::close);
    informers.start();
    proxy.start();
  }

  public String name() {
    return name;
  }

  @Override
  public void close() {
    while (!endings.isEmpty()) {
      try {
        endings.pop().run();
      } catch (Exception e) {
        LOG.warn("a part of node {} did not end", name, e);
      }
    }
  }

  /// The agent leaves volumes mounted while their pods are in the API.
  private static void unmountVolumes(DataDirectory directory) throws IOException {
    for (var mount : Mounts.below(directory.node())) {
      Mounts.detach(mount);
    }
  }

  /// Adds the images of an archive to those that the node has, whether it runs or not.
  ///
  /// @throws dev.timonier.nodeagent.runtime.ImageFailure when the archive is not understood
  public static List<Image> loadImages(DataDirectory directory, Path archive) {
    try {
      var images = ProcessRuntime.imageDirectory(NodeNames.runtimeDirectory(directory.node()));
      return ImageArchives.load(new ImageStore(images), archive);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends what a node that was killed left running, and takes away what it made.
  public static void removeLeftovers(DataDirectory directory, ClusterSettings settings, Time time) {
    var names = new NodeNames(settings);
    var config = names.runtime(directory.node());
    try (var runtime = new ProcessRuntime(config, time, new SecureRandom())) {
      runtime.removeEverything();
      new Nft().apply("add table ip %1$s\ndelete table ip %1$s\n".formatted(names.serviceTable()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
