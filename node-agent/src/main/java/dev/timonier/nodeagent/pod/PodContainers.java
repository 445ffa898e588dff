package dev.timonier.nodeagent.pod;

import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.runtime.SandboxStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;

/// Where the pods of a node are in its runtime. For those who serve logs, commands and ports of
/// pods by name.
public interface PodContainers {
  /// The pods that the node works on.
  List<Pod> pods();

  Optional<Pod> pod(String namespace, String name);

  /// The sandbox that a pod's containers share now.
  Optional<SandboxStatus> sandbox(String uid);

  /// All containers of one name that a pod has and had, as far as the runtime still knows them; the
  /// newest first. Each says its id, its state and where its log lies.
  List<ContainerStatus> containers(String uid, String name);
}
