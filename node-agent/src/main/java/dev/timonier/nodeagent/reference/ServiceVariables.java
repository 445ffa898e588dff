package dev.timonier.nodeagent.reference;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The environment variables by which containers find services, such as `WEB_SERVICE_HOST`
/// (<https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables>): the
/// API's own service always, the others of the pod's namespace unless the pod declines.
public final class ServiceVariables {
  private ServiceVariables() {}

  public static Map<String, String> of(Pod pod, Collection<Service> services) {
    var variables = new TreeMap<String, String>();
    services.stream()
        .filter(ServiceVariables::hasAddress)
        .filter(service -> isSeen(pod, service))
        .forEach(service -> add(variables, service));
    return variables;
  }

  private static boolean hasAddress(Service service) {
    var address = service.getSpec() == null ? null : service.getSpec().getClusterIP();
    return address != null && !address.isEmpty() && !address.equals("None");
  }

  private static boolean isSeen(Pod pod, Service service) {
    var metadata = service.getMetadata();
    var isApi =
        metadata.getName().equals("kubernetes") && metadata.getNamespace().equals("default");
    var isNeighbour = metadata.getNamespace().equals(pod.getMetadata().getNamespace());
    return isApi || (isNeighbour && !Boolean.FALSE.equals(pod.getSpec().getEnableServiceLinks()));
  }

  private static void add(Map<String, String> variables, Service service) {
    var prefix = upper(service.getMetadata().getName());
    var address = service.getSpec().getClusterIP();
    var ports = Objects.requireNonNullElse(service.getSpec().getPorts(), List.<ServicePort>of());
    if (ports.isEmpty()) {
      return;
    }
    variables.put(prefix + "_SERVICE_HOST", address);
    variables.put(prefix + "_SERVICE_PORT", ports.getFirst().getPort().toString());
    variables.put(prefix + "_PORT", url(address, ports.getFirst()));
    ports.forEach(port -> add(variables, prefix, address, port));
  }

  private static void add(
      Map<String, String> variables, String prefix, String address, ServicePort port) {
    var number = port.getPort().toString();
    if (port.getName() != null && !port.getName().isEmpty()) {
      variables.put(prefix + "_SERVICE_PORT_" + upper(port.getName()), number);
    }
    var link = prefix + "_PORT_" + number + "_" + upper(protocol(port));
    variables.put(link, url(address, port));
    variables.put(link + "_PROTO", protocol(port));
    variables.put(link + "_PORT", number);
    variables.put(link + "_ADDR", address);
  }

  private static String url(String address, ServicePort port) {
    return protocol(port) + "://" + address + ":" + port.getPort();
  }

  private static String protocol(ServicePort port) {
    return Objects.requireNonNullElse(port.getProtocol(), "TCP").toLowerCase(Locale.ROOT);
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
