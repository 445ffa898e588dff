package dev.timonier.nodeagent.runtime.simulated;

import dev.timonier.machinery.time.Time;
import dev.timonier.nodeagent.runtime.ContainerConfig;
import dev.timonier.nodeagent.runtime.ContainerId;
import dev.timonier.nodeagent.runtime.ContainerRuntime;
import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.runtime.ContainerUsage;
import dev.timonier.nodeagent.runtime.ExecRequest;
import dev.timonier.nodeagent.runtime.ImageService;
import dev.timonier.nodeagent.runtime.LinuxResources;
import dev.timonier.nodeagent.runtime.NamespaceMode;
import dev.timonier.nodeagent.runtime.PortConnection;
import dev.timonier.nodeagent.runtime.RuntimeEvent;
import dev.timonier.nodeagent.runtime.RuntimeFailure;
import dev.timonier.nodeagent.runtime.RuntimeVersion;
import dev.timonier.nodeagent.runtime.SandboxConfig;
import dev.timonier.nodeagent.runtime.SandboxId;
import dev.timonier.nodeagent.runtime.SandboxStatus;
import dev.timonier.nodeagent.runtime.StandardStreams;
import dev.timonier.nodeagent.runtime.StreamSession;
import dev.timonier.nodeagent.runtime.TerminalMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Containers that run at once and cost nothing. One instance serves any number of nodes. How
/// containers behave is told by annotations of their pods: `simulated.timonier.dev/exit-after: "2"`
/// and `simulated.timonier.dev/exit-code: "1"`, for one container with its name behind a dot.
public final class SimulatedRuntime implements ContainerRuntime {
  private static final String NO_PROCESS = "simulated containers have no processes";

  private final Time time;
  private final AtomicLong numbers = new AtomicLong();
  private final SimulatedAddresses addresses = new SimulatedAddresses();
  private final SimulatedImages images = new SimulatedImages();
  private final ConcurrentMap<SandboxId, SimulatedSandbox> sandboxes = new ConcurrentHashMap<>();
  private final ConcurrentMap<ContainerId, SimulatedContainer> containers =
      new ConcurrentHashMap<>();
  private final List<Consumer<RuntimeEvent>> listeners = new CopyOnWriteArrayList<>();

  private record SimulatedSandbox(
      SandboxConfig config, SandboxStatus status, Set<ContainerId> containers) {
    SimulatedSandbox stopped() {
      var stopped =
          new SandboxStatus(
              status.id(),
              status.pod(),
              status.attempt(),
              SandboxStatus.State.NOT_READY,
              status.created(),
              List.of(),
              status.labels(),
              status.annotations());
      return new SimulatedSandbox(config, stopped, containers);
    }
  }

  public SimulatedRuntime(Time time) {
    this.time = time;
  }

  @Override
  public RuntimeVersion version() {
    return new RuntimeVersion("simulated", "1.0");
  }

  @Override
  public SandboxId runSandbox(SandboxConfig config) {
    var id = new SandboxId("sandbox-" + numbers.incrementAndGet());
    var status =
        new SandboxStatus(
            id,
            config.pod(),
            config.attempt(),
            SandboxStatus.State.READY,
            time.instant(),
            config.network() == NamespaceMode.NODE ? List.of() : List.of(addresses.take()),
            config.labels(),
            config.annotations());
    sandboxes.put(id, new SimulatedSandbox(config, status, ConcurrentHashMap.newKeySet()));
    return id;
  }

  @Override
  public void stopSandbox(SandboxId id) {
    of(id).forEach(container -> exit(container, 0));
    sandboxes.computeIfPresent(
        id,
        (_, sandbox) -> {
          sandbox.status().addresses().forEach(addresses::free);
          return sandbox.stopped();
        });
    tell(new RuntimeEvent.SandboxChanged(id));
  }

  @Override
  public void removeSandbox(SandboxId id) {
    stopSandbox(id);
    of(id).forEach(this::removeContainer);
    sandboxes.remove(id);
  }

  @Override
  public Optional<SandboxStatus> sandbox(SandboxId id) {
    return Optional.ofNullable(sandboxes.get(id)).map(SimulatedSandbox::status);
  }

  @Override
  public List<SandboxStatus> sandboxes() {
    return sandboxes.values().stream().map(SimulatedSandbox::status).toList();
  }

  @Override
  public ContainerId createContainer(SandboxId sandbox, ContainerConfig config) {
    var home = sandboxes.get(sandbox);
    if (home == null) {
      throw new RuntimeFailure("no sandbox " + sandbox.value());
    }
    var id = new ContainerId("container-" + numbers.incrementAndGet());
    var log = home.config().logDirectory().resolve(config.logPath());
    containers.put(id, new SimulatedContainer(id, sandbox, config, log, time.instant()));
    home.containers().add(id);
    return id;
  }

  @Override
  public void startContainer(ContainerId id) {
    var container = known(id);
    var home = sandboxes.get(container.sandbox());
    if (home == null || home.status().state() != SandboxStatus.State.READY) {
      throw new RuntimeFailure("sandbox " + container.sandbox().value() + " is not ready");
    }
    if (container.start(time.instant())) {
      tell(new RuntimeEvent.ContainerStarted(container.sandbox(), id));
      behave(id, container, Behaviour.of(home.config().annotations(), container.config()));
    }
  }

  private void behave(ContainerId id, SimulatedContainer container, Behaviour behaviour) {
    if (behaviour.exitAfter().filter(Duration::isZero).isPresent()) {
      exit(id, behaviour.exitCode());
      return;
    }
    behaviour
        .exitAfter()
        .map(delay -> time.after(delay, () -> exit(id, behaviour.exitCode())))
        .ifPresent(container::endBy);
  }

  /// Lets a container end, as if its process had.
  public void exit(ContainerId id, int exitCode) {
    var container = containers.get(id);
    if (container != null && container.exit(time.instant(), exitCode)) {
      tell(new RuntimeEvent.ContainerExited(container.sandbox(), id));
    }
  }

  @Override
  public void stopContainer(ContainerId id, Duration gracePeriod) {
    exit(id, 0);
  }

  @Override
  public void removeContainer(ContainerId id) {
    exit(id, 0);
    var container = containers.remove(id);
    if (container != null) {
      of(container.sandbox()).remove(id);
      tell(new RuntimeEvent.ContainerRemoved(container.sandbox(), id));
    }
  }

  @Override
  public Optional<ContainerStatus> container(ContainerId id) {
    return Optional.ofNullable(containers.get(id)).map(SimulatedContainer::status);
  }

  @Override
  public List<ContainerStatus> containers() {
    return containers.values().stream().map(SimulatedContainer::status).toList();
  }

  @Override
  public void updateResources(ContainerId id, LinuxResources resources) {
    known(id);
  }

  @Override
  public void reopenLog(ContainerId id) {
    known(id);
  }

  @Override
  public StreamSession exec(ContainerId id, ExecRequest request, StandardStreams streams) {
    throw new RuntimeFailure(NO_PROCESS);
  }

  @Override
  public StreamSession attach(ContainerId id, TerminalMode terminal, StandardStreams streams) {
    throw new RuntimeFailure(NO_PROCESS);
  }

  @Override
  public PortConnection connect(SandboxId sandbox, int port) {
    throw new RuntimeFailure(NO_PROCESS);
  }

  @Override
  public Map<ContainerId, ContainerUsage> usage() {
    return Map.of();
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

  @Override
  public void close() {}

  private SimulatedContainer known(ContainerId id) {
    var container = containers.get(id);
    if (container == null) {
      throw new RuntimeFailure("no container " + id.value());
    }
    return container;
  }

  private Set<ContainerId> of(SandboxId id) {
    var sandbox = sandboxes.get(id);
    return sandbox == null ? Set.of() : sandbox.containers();
  }

  private void tell(RuntimeEvent event) {
    listeners.forEach(listener -> listener.accept(event));
  }
}
