package dev.timonier.nodeagent.disk;

import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.spec.RuntimeLabels;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.util.Optional;

/// The places of a node's directory, named as the kubelet names them, so that people and log
/// collectors find what they look for:
///
/// ```
/// root/pods/<uid>/etc-hosts
/// root/pods/<uid>/volumes/kubernetes.io~configmap/<volume>/
/// root/pods/<uid>/containers/<container>/<attempt>       termination message
/// logs/<namespace>_<name>_<uid>/<container>/<attempt>.log
/// ```
///
/// @param root as the kubelet's `/var/lib/kubelet`
/// @param logs as `/var/log/pods`
public record NodeDirectories(Path root, Path logs) {
  /// Where the administrator puts profiles for pods to name.
  public Path seccompProfile(String name) {
    return root.resolve("seccomp").resolve(name);
  }

  public Path pods() {
    return root.resolve("pods");
  }

  public Path pod(String uid) {
    return pods().resolve(uid);
  }

  public Path volumes(String uid) {
    return pod(uid).resolve("volumes");
  }

  /// @param plugin such as `empty-dir`
  public Path volume(String uid, String plugin, String name) {
    return volumes(uid).resolve("kubernetes.io~" + plugin).resolve(name);
  }

  public Path hosts(String uid) {
    return pod(uid).resolve("etc-hosts");
  }

  public Path terminationMessage(String uid, String container, int attempt) {
    return pod(uid).resolve("containers").resolve(container).resolve(Integer.toString(attempt));
  }

  /// Where the message of one of the runtime's containers lies.
  public Optional<Path> terminationMessage(ContainerStatus container) {
    return Optional.ofNullable(container.labels().get(RuntimeLabels.POD_UID))
        .map(uid -> terminationMessage(uid, container.name(), container.attempt()));
  }

  public Path log(Pod pod) {
    var metadata = pod.getMetadata();
    return logs.resolve(
        metadata.getNamespace() + "_" + metadata.getName() + "_" + metadata.getUid());
  }

  /// Relative to [#log(Pod)].
  public static Path log(String container, int attempt) {
    return Path.of(container, attempt + ".log");
  }
}
