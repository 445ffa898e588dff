package dev.timonier.nodeagent.runtime.simulated;

import dev.timonier.nodeagent.container.ContainerConfigs;
import dev.timonier.nodeagent.container.ContainerRequest;
import dev.timonier.nodeagent.runtime.ContainerConfig;
import dev.timonier.nodeagent.runtime.LinuxResources;
import dev.timonier.nodeagent.runtime.LinuxSecurity;
import dev.timonier.nodeagent.runtime.NamespaceMode;
import dev.timonier.nodeagent.runtime.SandboxConfig;
import dev.timonier.nodeagent.runtime.TerminalMode;
import dev.timonier.nodeagent.spec.RuntimeLabels;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// What the simulated runtime is told: whose containers they are, and nothing of what a process
/// would need.
public final class SimulatedConfigs implements ContainerConfigs {
  private static final Path LOGS = Path.of("/var/log/pods");

  private static final LinuxSecurity SECURITY =
      new LinuxSecurity(
          LinuxSecurity.Privilege.CONFINED,
          OptionalLong.empty(),
          OptionalLong.empty(),
          List.of(),
          List.of(),
          List.of(),
          LinuxSecurity.RootFileSystem.WRITABLE,
          LinuxSecurity.PrivilegeEscalation.ALLOWED,
          LinuxSecurity.Seccomp.UNCONFINED,
          Optional.empty(),
          List.of(),
          List.of());

  @Override
  public SandboxConfig sandbox(Pod pod, int attempt) {
    var metadata = pod.getMetadata();
    var hostNetwork = Boolean.TRUE.equals(pod.getSpec().getHostNetwork());
    return new SandboxConfig(
        new SandboxConfig.PodIdentity(
            metadata.getNamespace(), metadata.getName(), metadata.getUid()),
        attempt,
        metadata.getName(),
        LOGS,
        new SandboxConfig.DnsConfig(List.of(), List.of(), List.of()),
        List.of(),
        Map.of(),
        annotations(metadata),
        "",
        hostNetwork ? NamespaceMode.NODE : NamespaceMode.POD,
        NamespaceMode.CONTAINER,
        NamespaceMode.POD,
        Map.of(),
        LinuxResources.UNLIMITED);
  }

  /// What runs for a Job has an end, which comes at once unless the pod says otherwise.
  private static Map<String, String> annotations(ObjectMeta pod) {
    var annotations = new HashMap<String, String>();
    if (pod.getOwnerReferences().stream().anyMatch(owner -> owner.getKind().equals("Job"))) {
      annotations.put(Behaviour.EXIT_AFTER, "0");
    }
    annotations.putAll(Objects.requireNonNullElse(pod.getAnnotations(), Map.of()));
    return annotations;
  }

  @Override
  public ContainerConfig container(ContainerRequest request) {
    var container = request.container();
    return new ContainerConfig(
        container.name(),
        request.attempt(),
        container.spec().getImage(),
        request.image().id(),
        List.of(),
        List.of(),
        "",
        List.of(),
        List.of(),
        List.of(),
        RuntimeLabels.ofContainer(request.pod(), container),
        request.annotations(),
        Path.of(container.name(), request.attempt() + ".log"),
        ContainerConfig.StdinMode.CLOSED,
        TerminalMode.NONE,
        LinuxResources.UNLIMITED,
        SECURITY,
        Optional.empty(),
        Optional.empty());
  }
}
