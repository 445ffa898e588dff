package dev.timonier.controllers.endpointslice;

import dev.timonier.controllers.service.ServicePorts.TargetPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What all endpoints of a slice have in common.
///
/// @param addressType as in the slice
/// @param ports in the order in which they are offered
public record SliceKey(String addressType, List<TargetPort> ports) {
  public static SliceKey of(EndpointSlice slice) {
    var ports = Objects.requireNonNullElse(slice.getPorts(), List.<EndpointPort>of());
    return new SliceKey(slice.getAddressType(), ports.stream().map(SliceKey::port).toList());
  }

  /// The key of slices that say what an Endpoints object says.
  public static SliceKey of(
      String addressType, List<io.fabric8.kubernetes.api.model.EndpointPort> ports) {
    return new SliceKey(
        addressType,
        ports.stream()
            .map(p -> port(p.getName(), p.getPort(), p.getProtocol(), p.getAppProtocol()))
            .toList());
  }

  public List<EndpointPort> endpointPorts() {
    return ports.stream()
        .map(p -> new EndpointPort(orNull(p.appProtocol()), p.name(), p.port(), p.protocol()))
        .toList();
  }

  /// The order of ports does not tell keys apart.
  private Set<TargetPort> portSet() {
    return ports.stream().collect(Collectors.toSet());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SliceKey that
        && addressType.equals(that.addressType)
        && portSet().equals(that.portSet());
  }

  @Override
  public int hashCode() {
    return Objects.hash(addressType, portSet());
  }

  private static TargetPort port(EndpointPort port) {
    return port(port.getName(), port.getPort(), port.getProtocol(), port.getAppProtocol());
  }

  private static TargetPort port(
      @Nullable String name,
      @Nullable Integer port,
      @Nullable String protocol,
      @Nullable String appProtocol) {
    return new TargetPort(
        text(name),
        Objects.requireNonNullElse(port, 0),
        Objects.requireNonNullElse(protocol, "TCP"),
        text(appProtocol));
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
