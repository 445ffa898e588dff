package dev.timonier.nodeagent.container;

import dev.timonier.nodeagent.runtime.ContainerConfig;
import dev.timonier.nodeagent.runtime.SandboxConfig;
import io.fabric8.kubernetes.api.model.Pod;

/// Says what the runtime shall make of pods and containers.
public interface ContainerConfigs {
  /// @param attempt counts the pod's sandboxes, from 0
  SandboxConfig sandbox(Pod pod, int attempt);

  /// @throws StartFailure when something that the container refers to is missing or wrong
  ContainerConfig container(ContainerRequest request);
}
