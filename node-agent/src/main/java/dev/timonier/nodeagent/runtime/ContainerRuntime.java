package dev.timonier.nodeagent.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Runs sandboxes (what the containers of a pod share) and containers. Every call blocks until it
/// is done, may be made from any thread, and may be repeated: what is already so stays so. What it
/// started outlives this object: a new one on the same state directory lists and adopts it.
public interface ContainerRuntime extends AutoCloseable {
  /// The runtime's name and version, as in `status.nodeInfo.containerRuntimeVersion`
  /// (`name://version`).
  RuntimeVersion version();

  /// Creates the pod's namespaces, cgroup and network.
  ///
  /// @throws RuntimeFailure when that does not succeed; nothing is left behind then
  SandboxId runSandbox(SandboxConfig config);

  /// Ends every container of the sandbox, frees its addresses and namespaces.
  void stopSandbox(SandboxId sandbox);

  /// Forgets a sandbox and its containers; stops it first.
  void removeSandbox(SandboxId sandbox);

  Optional<SandboxStatus> sandbox(SandboxId sandbox);

  List<SandboxStatus> sandboxes();

  /// Prepares a container from an image that is present.
  ///
  /// @throws RuntimeFailure when the image or a mount's source is missing
  ContainerId createContainer(SandboxId sandbox, ContainerConfig config);

  /// Starts the container's process.
  ///
  /// @throws RuntimeFailure when the process cannot be started (no such file, permission,
  ///   directory)
  void startContainer(ContainerId container);

  /// Sends the container's stop signal, and SIGKILL after the grace period; returns when it is
  /// gone.
  void stopContainer(ContainerId container, Duration gracePeriod);

  /// Forgets a container and removes its writable layer; ends it first.
  void removeContainer(ContainerId container);

  Optional<ContainerStatus> container(ContainerId container);

  List<ContainerStatus> containers();

  /// Changes the limits of a running container.
  void updateResources(ContainerId container, LinuxResources resources);

  /// Begins again with an empty log file after the old one was renamed.
  void reopenLog(ContainerId container);

  /// Runs a command inside a container; the returned session ends when the command does.
  StreamSession exec(ContainerId container, ExecRequest request, StandardStreams streams);

  /// Connects to the standard streams of the container's own process.
  StreamSession attach(ContainerId container, TerminalMode terminal, StandardStreams streams);

  /// Opens a connection to a TCP port within the sandbox's network.
  ///
  /// @throws RuntimeFailure when nothing listens there
  PortConnection connect(SandboxId sandbox, int port);

  /// What each running container uses now.
  Map<ContainerId, ContainerUsage> usage();

  /// Calls `listener` whenever a sandbox or a container has changed its state, until the
  /// subscription is closed. A hint: the listener reads the state with [#container(ContainerId)].
  Subscription subscribe(Consumer<RuntimeEvent> listener);

  /// The runtime's images.
  ImageService images();

  /// Lets go of everything, ends nothing.
  @Override
  void close();

  /// Ends the calls of a listener.
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
