package dev.timonier.controllers.service;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the ports of pods that the ports of a service mean.
public final class ServicePorts {
  private ServicePorts() {}

  /// A port of a service at a pod.
  ///
  /// @param name may be empty
  /// @param appProtocol may be empty
  public record TargetPort(String name, int port, String protocol, String appProtocol) {}

  /// The ports that the pod has; a named port that none of its containers has is left out.
  public static List<TargetPort> of(Service service, Pod pod) {
    return list(service.getSpec().getPorts()).stream()
        .flatMap(port -> target(port, pod).stream())
        .toList();
  }

  private static Optional<TargetPort> target(ServicePort port, Pod pod) {
    return number(port, pod)
        .map(
            number ->
                new TargetPort(
                    text(port.getName()),
                    number,
                    protocol(port.getProtocol()),
                    text(port.getAppProtocol())));
  }

  private static Optional<Integer> number(ServicePort port, Pod pod) {
    var target = port.getTargetPort();
    if (target == null) {
      return Optional.of(port.getPort());
    }
    return target.getStrVal() == null
        ? Optional.ofNullable(target.getIntVal())
        : named(target.getStrVal(), protocol(port.getProtocol()), pod);
  }

  private static Optional<Integer> named(String name, String protocol, Pod pod) {
    var sidecars =
        list(pod.getSpec().getInitContainers()).stream()
            .filter(container -> "Always".equals(container.getRestartPolicy()));
    return Stream.concat(list(pod.getSpec().getContainers()).stream(), sidecars)
        .flatMap(ServicePorts::ports)
        .filter(p -> name.equals(p.getName()) && protocol(p.getProtocol()).equals(protocol))
        .map(ContainerPort::getContainerPort)
        .findFirst();
  }

  private static Stream<ContainerPort> ports(Container container) {
    return list(container.getPorts()).stream();
  }

  private static String protocol(@Nullable String protocol) {
    return Objects.requireNonNullElse(protocol, "TCP");
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  private static <T> List<T> list(@Nullable List<T> list) {
    return Objects.requireNonNullElse(list, List.of());
  }
}
