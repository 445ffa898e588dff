package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.image.ImageClient;
import dev.timonier.nodeagent.image.ImageStore;
import dev.timonier.nodeagent.linux.DirectoryWatch;
import dev.timonier.nodeagent.linux.EventLoop;
import dev.timonier.nodeagent.linux.FileTree;
import dev.timonier.nodeagent.linux.Mounts;
import dev.timonier.nodeagent.runtime.ContainerConfig;
import dev.timonier.nodeagent.runtime.ContainerId;
import dev.timonier.nodeagent.runtime.ContainerRuntime;
import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.runtime.ContainerUsage;
import dev.timonier.nodeagent.runtime.ExecRequest;
import dev.timonier.nodeagent.runtime.ImageService;
import dev.timonier.nodeagent.runtime.LinuxResources;
import dev.timonier.nodeagent.runtime.PortConnection;
import dev.timonier.nodeagent.runtime.RuntimeEvent;
import dev.timonier.nodeagent.runtime.RuntimeFailure;
import dev.timonier.nodeagent.runtime.RuntimeVersion;
import dev.timonier.nodeagent.runtime.SandboxConfig;
import dev.timonier.nodeagent.runtime.SandboxConfig.PortMapping;
import dev.timonier.nodeagent.runtime.SandboxId;
import dev.timonier.nodeagent.runtime.SandboxStatus;
import dev.timonier.nodeagent.runtime.StandardStreams;
import dev.timonier.nodeagent.runtime.StreamSession;
import dev.timonier.nodeagent.runtime.TerminalMode;
import dev.timonier.nodeagent.runtime.process.cgroup.ControlGroupMounts;
import dev.timonier.nodeagent.runtime.process.network.RoutedNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs containers with nothing but the kernel. Everything that must outlive the agent is in files,
/// mounts and processes; this object only holds on to them.
public final class ProcessRuntime implements ContainerRuntime {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessRuntime.class);
  private static final RuntimeVersion VERSION = new RuntimeVersion("process", "0.1.0");
  private static final int ID_BYTES = 32;

  private final Surroundings around;
  private final RandomGenerator random;
  private final ContainerRecords records;
  private final StartPlans plans;
  private final UsageMeter usage;
  private final DirectoryWatch exits;
  private final ImageClient client;
  private final ImageService images;
  private final Map<SandboxId, Sandbox> sandboxes = new ConcurrentHashMap<>();
  private final Map<ContainerId, Container> containers = new ConcurrentHashMap<>();
  private final List<Consumer<RuntimeEvent>> listeners = new CopyOnWriteArrayList<>();

  /// Takes up what an earlier runtime on the same directory left.
  public ProcessRuntime(ProcessRuntimeConfig config, InstantSource time, RandomGenerator random)
      throws IOException {
    this.random = random;
    this.around = surroundings(config, time);
    this.records = new ContainerRecords(around);
    this.plans = new StartPlans(around);
    this.usage = new UsageMeter(around);
    this.client = new ImageClient(around.images());
    this.images = new NodeImages(around.images(), client, this::layersInUse);
    adoptSandboxes();
    adoptContainers();
    around.network().start(ports());
    this.exits = new DirectoryWatch(around.loop(), around.state().exits(), this::exited);
    StateDirectory.names(around.state().exits()).forEach(this::exited);
  }

  /// What this machine lacks to run containers, in one line; empty when it lacks nothing.
  ///
  /// @param directory where the runtime would keep its things
  public static Optional<String> missing(Path directory) {
    return new Requirements(directory).missing();
  }

  /// Where a runtime keeps its images, as an [ImageStore].
  ///
  /// @param directory the runtime's
  public static Path imageDirectory(Path directory) throws IOException {
    return new StateDirectory(directory).create().images();
  }

  private Surroundings surroundings(ProcessRuntimeConfig config, InstantSource time)
      throws IOException {
    var state = new StateDirectory(config.directory()).create();
    var groups =
        ControlGroupMounts.find(config.controlGroup())
            .orElseThrow(() -> new IOException("control groups are not mounted"));
    return new Surroundings(
        state,
        new ImageStore(state.images()),
        groups,
        new RoutedNetwork(config.network(), state.network()),
        new Launcher(),
        new EventLoop("runtime-io"),
        new Endings(),
        time,
        Capability.last(),
        this::tell);
  }

  private void adoptSandboxes() throws IOException {
    var mounts = Mounts.below(around.state().sandboxes());
    for (var id : StateDirectory.names(around.state().sandboxes())) {
      var adopted = Sandbox.adopt(around, id, mounts);
      adopted.ifPresentOrElse(
          sandbox -> sandboxes.put(sandbox.id(), sandbox),
          () -> discard(around.state().sandbox(id)));
    }
  }

  private void adoptContainers() throws IOException {
    for (var id : StateDirectory.names(around.state().containers())) {
      var adopted = Container.adopt(around, id);
      adopted.ifPresentOrElse(
          container -> containers.put(container.id(), container),
          () -> discard(around.state().container(id)));
    }
  }

  /// What was left by an agent that ended before it was complete.
  private static void discard(Path directory) {
    try {
      for (var mount : Mounts.below(directory)) {
        Mounts.detach(mount);
      }
      FileTree.delete(directory);
    } catch (IOException failure) {
      LOG.warn("cannot remove {}: {}", directory, failure.getMessage());
    }
  }

  private Map<SandboxId, List<PortMapping>> ports() {
    var ports = new HashMap<SandboxId, List<PortMapping>>();
    sandboxes.forEach((id, sandbox) -> ports.put(id, sandbox.record().config().ports()));
    return ports;
  }

  /// A shim has recorded an end.
  private void exited(String id) {
    var container = containers.get(new ContainerId(id));
    if (container != null) {
      around.endings().record(container);
    }
  }

  private void tell(RuntimeEvent event) {
    for (var listener : listeners) {
      listener.accept(event);
    }
  }

  @Override
  public RuntimeVersion version() {
    return VERSION;
  }

  private String newId() {
    var bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// Work whose failure is the caller's.
  private interface Work<T> {
    T run() throws IOException;
  }

  private static <T> T attempt(String action, Work<T> work) {
    try {
      return work.run();
    } catch (IOException failure) {
      throw new RuntimeFailure(action + ": " + failure.getMessage(), failure);
    }
  }

  /// Such work without a result.
  private interface Task {
    void run() throws IOException;
  }

  private static void perform(String action, Task task) {
    try {
      task.run();
    } catch (IOException failure) {
      throw new RuntimeFailure(action + ": " + failure.getMessage(), failure);
    }
  }

  private Sandbox required(SandboxId id) {
    var sandbox = sandboxes.get(id);
    if (sandbox == null) {
      throw new RuntimeFailure("sandbox \"" + id.value() + "\": not found");
    }
    return sandbox;
  }

  private Container required(ContainerId id) {
    var container = containers.get(id);
    if (container == null) {
      throw new RuntimeFailure("container \"" + id.value() + "\": not found");
    }
    return container;
  }

  @Override
  public SandboxId runSandbox(SandboxConfig config) {
    var sandbox =
        attempt("failed to create pod sandbox", () -> Sandbox.run(around, newId(), config));
    sandboxes.put(sandbox.id(), sandbox);
    tell(new RuntimeEvent.SandboxChanged(sandbox.id()));
    return sandbox.id();
  }

  @Override
  public void stopSandbox(SandboxId id) {
    var sandbox = sandboxes.get(id);
    if (sandbox != null) {
      containersOf(id).forEach(container -> stopContainer(container.id(), Duration.ZERO));
      perform(
          "failed to stop pod sandbox",
          () -> {
            sandbox.stop();
          });
    }
  }

  private List<Container> containersOf(SandboxId id) {
    return containers.values().stream()
        .filter(container -> container.record().sandbox().equals(id.value()))
        .toList();
  }

  @Override
  public void removeSandbox(SandboxId id) {
    var sandbox = sandboxes.get(id);
    if (sandbox != null) {
      stopSandbox(id);
      containersOf(id).forEach(container -> removeContainer(container.id()));
      perform(
          "failed to remove pod sandbox",
          () -> {
            sandbox.remove();
            sandboxes.remove(id);
          });
    }
  }

  @Override
  public Optional<SandboxStatus> sandbox(SandboxId id) {
    return Optional.ofNullable(sandboxes.get(id)).map(Sandbox::status);
  }

  @Override
  public List<SandboxStatus> sandboxes() {
    return sandboxes.values().stream().map(Sandbox::status).toList();
  }

  @Override
  public ContainerId createContainer(SandboxId id, ContainerConfig config) {
    var sandbox = required(id);
    var container =
        attempt(
            "failed to create container",
            () -> Container.create(around, records.of(newId(), sandbox, config)));
    containers.put(container.id(), container);
    return container.id();
  }

  @Override
  public void startContainer(ContainerId id) {
    var container = required(id);
    var sandbox = required(new SandboxId(container.record().sandbox()));
    if (!sandbox.isReady()) {
      throw new RuntimeFailure(
          "sandbox container \"" + sandbox.record().id() + "\" is not running");
    }
    perform(
        "failed to start container",
        () -> {
          container.start(plans.of(container.record(), sandbox, processes(container, sandbox)));
        });
  }

  /// Which processes a container sees.
  private StartPlan.ProcessNamespace processes(Container container, Sandbox sandbox) {
    return container
        .record()
        .config()
        .target()
        .map(this::processesOf)
        .orElseGet(sandbox::processNamespace);
  }

  private StartPlan.ProcessNamespace processesOf(ContainerId target) {
    if (required(target).status().state() instanceof ContainerStatus.State.Running running) {
      return new StartPlan.ProcessNamespace.OfThePod("/proc/" + running.pid() + "/ns/pid");
    }
    throw new RuntimeFailure("container \"" + target.value() + "\" is not running");
  }

  @Override
  public void stopContainer(ContainerId id, Duration gracePeriod) {
    var container = containers.get(id);
    if (container != null) {
      perform(
          "failed to stop container",
          () -> {
            container.stop(gracePeriod);
          });
    }
  }

  @Override
  public void removeContainer(ContainerId id) {
    var container = containers.get(id);
    if (container != null) {
      perform(
          "failed to remove container",
          () -> {
            container.remove();
            containers.remove(id);
          });
    }
  }

  @Override
  public Optional<ContainerStatus> container(ContainerId id) {
    return Optional.ofNullable(containers.get(id)).map(Container::status);
  }

  @Override
  public List<ContainerStatus> containers() {
    return containers.values().stream().map(Container::status).toList();
  }

  @Override
  public void updateResources(ContainerId id, LinuxResources resources) {
    var group = required(id).record().controlGroup();
    perform(
        "failed to update resources",
        () -> {
          around.controlGroups().limit(group, resources);
        });
  }

  @Override
  public void reopenLog(ContainerId id) {
    required(id).reopenLog();
  }

  @Override
  public StreamSession exec(ContainerId id, ExecRequest request, StandardStreams streams) {
    return attempt(
        "failed to exec in container",
        () -> new Execution(around, required(id)).start(request, streams));
  }

  @Override
  public StreamSession attach(ContainerId id, TerminalMode terminal, StandardStreams streams) {
    return attempt("failed to attach to container", () -> new AttachSession(required(id), streams));
  }

  @Override
  public PortConnection connect(SandboxId id, int port) {
    return SocketConnection.open(required(id).network(), port);
  }

  @Override
  public Map<ContainerId, ContainerUsage> usage() {
    return usage.measure(containers.values());
  }

  @Override
  public Subscription subscribe(Consumer<RuntimeEvent> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public ImageService images() {
    return images;
  }

  private Set<String> layersInUse() {
    var layers = new HashSet<String>();
    containers.values().forEach(container -> layers.addAll(container.record().layers()));
    return layers;
  }

  /// Stops and forgets everything, and takes away what serves all sandboxes; keeps the images.
  public void removeEverything() {
    sandboxes.keySet().forEach(this::removeSandbox);
    perform(
        "failed to clean up",
        () -> {
          around.network().remove();
          around.controlGroups().remove("");
        });
  }

  @Override
  public void close() {
    client.close();
    around.endings().close();
    around.loop().close();
    exits.close();
    containers.values().forEach(Container::close);
    around.launcher().close();
  }
}
