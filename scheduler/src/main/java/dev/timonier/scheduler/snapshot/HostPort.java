package dev.timonier.scheduler.snapshot;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A port of the node that a pod takes.
///
/// @param ip `0.0.0.0` stands for every address of the node
public record HostPort(String ip, String protocol, int port) {
  private static final String EVERY_ADDRESS = "0.0.0.0";
  private static final String SIDECAR = "Always";

  /// The ports of a pod's containers and sidecars.
  static List<HostPort> of(PodSpec spec) {
    var sidecars = orNone(spec.getInitContainers()).stream().filter(HostPort::isSidecar);
    return Stream.concat(orNone(spec.getContainers()).stream(), sidecars)
        .flatMap(container -> orNone(container.getPorts()).stream())
        .filter(port -> port.getHostPort() != null && port.getHostPort() > 0)
        .map(HostPort::of)
        .toList();
  }

  private static HostPort of(ContainerPort port) {
    return new HostPort(
        nonEmpty(port.getHostIP(), EVERY_ADDRESS),
        nonEmpty(port.getProtocol(), "TCP"),
        port.getHostPort());
  }

  /// Whether two pods with these ports cannot share a node.
  public boolean conflictsWith(HostPort other) {
    return port == other.port
        && protocol.equals(other.protocol)
        && (ip.equals(other.ip) || ip.equals(EVERY_ADDRESS) || other.ip.equals(EVERY_ADDRESS));
  }

  /// Whether any of these conflicts with any of those.
  public static boolean conflict(List<HostPort> some, List<HostPort> others) {
    for (var one : some) {
      for (var other : others) {
        if (one.conflictsWith(other)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isSidecar(Container container) {
    return SIDECAR.equals(container.getRestartPolicy());
  }

  private static String nonEmpty(@Nullable String text, String otherwise) {
    var present = Objects.requireNonNullElse(text, "");
    return present.isEmpty() ? otherwise : present;
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
