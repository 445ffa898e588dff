package dev.timonier.nodeagent.runtime;

/// Something changed.
public sealed interface RuntimeEvent {
  SandboxId sandbox();

  record ContainerStarted(SandboxId sandbox, ContainerId container) implements RuntimeEvent {}

  record ContainerExited(SandboxId sandbox, ContainerId container) implements RuntimeEvent {}

  record ContainerRemoved(SandboxId sandbox, ContainerId container) implements RuntimeEvent {}

  record SandboxChanged(SandboxId sandbox) implements RuntimeEvent {}
}
