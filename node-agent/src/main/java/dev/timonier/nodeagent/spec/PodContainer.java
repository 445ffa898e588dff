package dev.timonier.nodeagent.spec;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A container of a pod's specification, together with its role.
public record PodContainer(ContainerRole role, Container spec) {

  public String name() {
    return spec.getName();
  }

  public boolean is(ContainerRole other) {
    return role == other;
  }

  /// Init containers and sidecars, in order.
  public static List<PodContainer> initial(Pod pod) {
    return pod.getSpec().getInitContainers().stream().map(PodContainer::initial).toList();
  }

  public static List<PodContainer> regular(Pod pod) {
    return pod.getSpec().getContainers().stream()
        .map(spec -> new PodContainer(ContainerRole.REGULAR, spec))
        .toList();
  }

  public static List<PodContainer> ephemeral(Pod pod) {
    return pod.getSpec().getEphemeralContainers().stream().map(PodContainer::ephemeral).toList();
  }

  /// All of the pod's containers: initial, regular, ephemeral.
  public static List<PodContainer> all(Pod pod) {
    return Stream.of(initial(pod), regular(pod), ephemeral(pod)).flatMap(List::stream).toList();
  }

  public static Optional<PodContainer> find(Pod pod, String name) {
    return all(pod).stream().filter(container -> container.name().equals(name)).findFirst();
  }

  /// The container whose processes an ephemeral one sees beside its own.
  public Optional<String> target(Pod pod) {
    return pod.getSpec().getEphemeralContainers().stream()
        .filter(spec -> spec.getName().equals(name()))
        .flatMap(spec -> Optional.ofNullable(spec.getTargetContainerName()).stream())
        .filter(name -> !name.isEmpty())
        .findFirst();
  }

  private static PodContainer initial(Container spec) {
    var role =
        "Always".equals(spec.getRestartPolicy()) ? ContainerRole.SIDECAR : ContainerRole.INIT;
    return new PodContainer(role, spec);
  }

  private static PodContainer ephemeral(EphemeralContainer spec) {
    var container =
        new ContainerBuilder()
            .withName(spec.getName())
            .withImage(spec.getImage())
            .withImagePullPolicy(spec.getImagePullPolicy())
            .withCommand(spec.getCommand())
            .withArgs(spec.getArgs())
            .withWorkingDir(spec.getWorkingDir())
            .withEnv(spec.getEnv())
            .withEnvFrom(spec.getEnvFrom())
            .withVolumeMounts(spec.getVolumeMounts())
            .withVolumeDevices(spec.getVolumeDevices())
            .withSecurityContext(spec.getSecurityContext())
            .withStdin(spec.getStdin())
            .withStdinOnce(spec.getStdinOnce())
            .withTty(spec.getTty())
            .withTerminationMessagePath(spec.getTerminationMessagePath())
            .withTerminationMessagePolicy(spec.getTerminationMessagePolicy())
            .build();
    return new PodContainer(ContainerRole.EPHEMERAL, container);
  }
}
