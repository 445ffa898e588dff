package dev.timonier.nodeagent.pod;

import dev.timonier.nodeagent.plan.PodObservation;
import dev.timonier.nodeagent.runtime.ContainerId;
import dev.timonier.nodeagent.runtime.ContainerRuntime;
import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.runtime.SandboxId;
import dev.timonier.nodeagent.runtime.SandboxStatus;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Which sandboxes and containers of the runtime belong to one pod, so that observing a pod does
/// not mean to list the whole runtime.
final class Inventory {
  private final ContainerRuntime runtime;
  private final Set<SandboxId> sandboxes = ConcurrentHashMap.newKeySet();
  private final Set<ContainerId> containers = ConcurrentHashMap.newKeySet();

  Inventory(ContainerRuntime runtime) {
    this.runtime = runtime;
  }

  void add(SandboxId sandbox) {
    sandboxes.add(sandbox);
  }

  void add(ContainerId container) {
    containers.add(container);
  }

  Set<SandboxId> sandboxes() {
    return sandboxes;
  }

  /// Asks the runtime; what it no longer knows is dropped.
  PodObservation observe() {
    return new PodObservation(
        sandboxes.stream().map(this::sandbox).flatMap(Optional::stream).toList(),
        containers.stream().map(this::container).flatMap(Optional::stream).toList());
  }

  private Optional<SandboxStatus> sandbox(SandboxId id) {
    var status = runtime.sandbox(id);
    if (status.isEmpty()) {
      sandboxes.remove(id);
    }
    return status;
  }

  private Optional<ContainerStatus> container(ContainerId id) {
    var status = runtime.container(id);
    if (status.isEmpty()) {
      containers.remove(id);
    }
    return status;
  }
}
