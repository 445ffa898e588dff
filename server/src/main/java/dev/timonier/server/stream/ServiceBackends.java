package dev.timonier.server.stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.object.Trees;
import dev.timonier.server.proxy.Backend;
import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.Resources;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Any ready endpoint of a service that is a pod: those that anyone could have written into an
/// EndpointSlice are left out.
final class ServiceBackends implements BackendFinder {
  private static final String SERVICE_NAME = "/metadata/labels/kubernetes.io~1service-name";

  private final Registry registry;
  private final Resource services;
  private final Resource slices;
  private final Resource pods;
  private final RandomGenerator random;

  ServiceBackends(Registry registry, Resources resources, RandomGenerator random) {
    this.registry = registry;
    this.services = resources.get("", "v1", "services");
    this.slices = resources.get("discovery.k8s.io", "v1", "endpointslices");
    this.pods = resources.get("", "v1", "pods");
    this.random = random;
  }

  /// An endpoint and the number of the port at which it serves.
  private record Candidate(JsonNode endpoint, String port) {
    String address() {
      return endpoint.at("/addresses/0").asText();
    }
  }

  @Override
  public Backend find(String namespace, ProxyName name) {
    var service = registry.get(services, namespace, name.name()).read().root();
    var port = portName(service, name);
    return ordered(slices(namespace, name.name()), service)
        .flatMap(slice -> candidates(slice, port).stream())
        .filter(candidate -> isPod(namespace, candidate))
        .findFirst()
        .map(found -> new Backend(PodBackends.security(name), found.address(), found.port))
        .orElseThrow(
            () ->
                ApiErrors.serviceUnavailable(
                    "no endpoints available for service " + FieldError.quote(name.name())));
  }

  /// A number means the port that the service has declared, which may have a name.
  private static String portName(JsonNode service, ProxyName name) {
    if (!name.port().matches("[+-]?[0-9]{1,18}")) {
      return name.port();
    }
    var number = Long.parseLong(name.port());
    return Trees.stream(service.at("/spec/ports"))
        .filter(port -> port.path("port").asLong() == number)
        .map(port -> Trees.text(port, "name"))
        .findFirst()
        .orElseThrow(
            () ->
                ApiErrors.serviceUnavailable(
                    "no service port "
                        + number
                        + " found for service "
                        + FieldError.quote(name.name())));
  }

  private List<JsonNode> slices(String namespace, String service) {
    var found = new ArrayList<JsonNode>();
    for (var stored : registry.list(slices, namespace)) {
      JsonNode slice = stored.read().root();
      if (slice.at(SERVICE_NAME).asText().equals(service)) {
        found.add(slice);
      }
    }
    return found;
  }

  /// At random, those of the service's first address family before the others.
  private Stream<JsonNode> ordered(List<JsonNode> all, JsonNode service) {
    var family = service.at("/spec/ipFamilies/0").asText();
    Collections.shuffle(all, Random.from(random));
    return Stream.concat(
        all.stream().filter(slice -> isOf(slice, family)),
        all.stream().filter(slice -> !isOf(slice, family)));
  }

  private static boolean isOf(JsonNode slice, String family) {
    return Trees.text(slice, "addressType").equals(family);
  }

  private List<Candidate> candidates(JsonNode slice, String portName) {
    var found =
        new ArrayList<>(
            Trees.stream(slice.path("ports"))
                .filter(port -> Trees.text(port, "name").equals(portName) && port.has("port"))
                .flatMap(
                    port ->
                        Trees.stream(slice.path("endpoints"))
                            .filter(ServiceBackends::isReady)
                            .map(endpoint -> new Candidate(endpoint, port.path("port").asText())))
                .toList());
    Collections.shuffle(found, Random.from(random));
    return found;
  }

  private static boolean isReady(JsonNode endpoint) {
    return endpoint.at("/conditions/ready").asBoolean(true);
  }

  private boolean isPod(String namespace, Candidate candidate) {
    var target = candidate.endpoint.path("targetRef");
    return Trees.text(target, "namespace").equals(namespace)
        && registry
            .find(pods, namespace, Trees.text(target, "name"))
            .map(pod -> hasAddress(pod.read().root(), candidate.address()))
            .orElse(false);
  }

  private static boolean hasAddress(JsonNode pod, String address) {
    return Trees.stream(pod.at("/status/podIPs"))
        .anyMatch(ip -> Trees.text(ip, "ip").equals(address));
  }
}
