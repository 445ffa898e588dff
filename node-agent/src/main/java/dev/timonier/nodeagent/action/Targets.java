package dev.timonier.nodeagent.action;

import dev.timonier.nodeagent.reference.Texts;
import dev.timonier.nodeagent.spec.PodContainer;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HTTPHeader;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.TCPSocketAction;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/// Finds out where the requests of probes and hooks go.
public final class Targets {
  private Targets() {}

  /// @param address the pod's, unless the request names a host
  /// @throws IllegalArgumentException when the container has no port of that name
  public static HttpCall http(HTTPGetAction action, PodContainer container, String address) {
    var host = Texts.orEmpty(action.getHost());
    var path = Texts.orEmpty(action.getPath());
    return new HttpCall(
        Objects.requireNonNullElse(action.getScheme(), "HTTP").toLowerCase(Locale.ROOT),
        host.isEmpty() ? address : host,
        port(action.getPort(), container),
        path.startsWith("/") ? path : "/" + path,
        headers(action));
  }

  private static Map<String, String> headers(HTTPGetAction action) {
    var headers = new LinkedHashMap<String, String>();
    for (HTTPHeader header : action.getHttpHeaders()) {
      headers.put(header.getName(), header.getValue());
    }
    return headers;
  }

  public static String host(TCPSocketAction action, String address) {
    var host = Texts.orEmpty(action.getHost());
    return host.isEmpty() ? address : host;
  }

  /// @throws IllegalArgumentException when the container has no port of that name
  public static int port(IntOrString port, PodContainer container) {
    return number(port)
        .orElseGet(
            () ->
                container.spec().getPorts().stream()
                    .filter(candidate -> port.getStrVal().equals(candidate.getName()))
                    .mapToInt(ContainerPort::getContainerPort)
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "couldn't find port: " + port.getStrVal())));
  }

  private static OptionalInt number(IntOrString port) {
    if (port.getIntVal() != null) {
      return OptionalInt.of(port.getIntVal());
    }
    return port.getStrVal().matches("\\d+")
        ? OptionalInt.of(Integer.parseInt(port.getStrVal()))
        : OptionalInt.empty();
  }
}
