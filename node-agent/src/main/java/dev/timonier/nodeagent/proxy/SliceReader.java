package dev.timonier.nodeagent.proxy;

import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointHints;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.ForNode;
import io.fabric8.kubernetes.api.model.discovery.v1.ForZone;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a proxy for IPv4 needs to know of an EndpointSlice.
final class SliceReader {
  private static final String SERVICE = "kubernetes.io/service-name";
  private static final Set<String> NOT_OURS =
      Set.of("service.kubernetes.io/service-proxy-name", "service.kubernetes.io/headless");

  private SliceReader() {}

  /// The service whose endpoints the slice has; empty when a proxy has nothing to do with it.
  static Optional<NamespacedName> service(EndpointSlice slice) {
    var labels =
        Objects.requireNonNullElse(slice.getMetadata().getLabels(), Map.<String, String>of());
    var isOurs =
        Objects.equals(slice.getAddressType(), "IPv4")
            && NOT_OURS.stream().noneMatch(labels::containsKey);
    return Optional.ofNullable(labels.get(SERVICE))
        .filter(_ -> isOurs)
        .map(name -> new NamespacedName(slice.getMetadata().getNamespace(), name));
  }

  /// The endpoints of one port of the service.
  static Stream<Endpoint> endpoints(EndpointSlice slice, ServicePort port) {
    return orNone(slice.getPorts()).stream()
        .filter(each -> matches(each, port))
        .flatMap(each -> endpoints(slice, each.getPort()));
  }

  /// The API answers `null` where nothing was given.
  private static <T> List<T> orNone(@Nullable List<T> list) {
    return Objects.requireNonNullElse(list, List.of());
  }

  /// A port without a number stands for all ports, which a service cannot make use of.
  private static boolean matches(EndpointPort offered, ServicePort wanted) {
    return offered.getPort() != null
        && text(offered.getName()).equals(wanted.name())
        && Protocol.of(text(offered.getProtocol())).equals(Optional.of(wanted.protocol()));
  }

  /// All addresses of an endpoint are the same endpoint; the first one is used.
  private static Stream<Endpoint> endpoints(EndpointSlice slice, int port) {
    return orNone(slice.getEndpoints()).stream()
        .filter(endpoint -> !endpoint.getAddresses().isEmpty())
        .filter(endpoint -> Addresses.isIpv4(endpoint.getAddresses().getFirst()))
        .map(endpoint -> read(endpoint, port));
  }

  private static Endpoint read(
      io.fabric8.kubernetes.api.model.discovery.v1.Endpoint endpoint, int port) {
    var hints = Objects.requireNonNullElseGet(endpoint.getHints(), EndpointHints::new);
    return new Endpoint(
        endpoint.getAddresses().getFirst(),
        port,
        state(Objects.requireNonNullElseGet(endpoint.getConditions(), EndpointConditions::new)),
        text(endpoint.getNodeName()),
        names(hints.getForNodes().stream().map(ForNode::getName)),
        names(hints.getForZones().stream().map(ForZone::getName)));
  }

  /// What is not said: it is ready, it serves if it is ready, it does not terminate.
  private static Endpoint.State state(EndpointConditions conditions) {
    var ready = Objects.requireNonNullElse(conditions.getReady(), true);
    var serving = Objects.requireNonNullElse(conditions.getServing(), ready);
    if (ready) {
      return Endpoint.State.READY;
    }
    return serving && Boolean.TRUE.equals(conditions.getTerminating())
        ? Endpoint.State.SERVING_TERMINATING
        : Endpoint.State.UNUSABLE;
  }

  private static Set<String> names(Stream<String> names) {
    return names.collect(Collectors.toUnmodifiableSet());
  }

  private static String text(@Nullable String value) {
    return Objects.requireNonNullElse(value, "");
  }
}
