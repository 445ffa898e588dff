package dev.timonier.server.stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.proxy.AnyServer;
import dev.timonier.server.proxy.Backend;
import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resource;

/// The pods themselves, at the port that is named, or at the first that a container has.
final class PodBackends implements BackendFinder {
  private final Registry registry;
  private final Resource pods;

  PodBackends(Registry registry, Resource pods) {
    this.registry = registry;
    this.pods = pods;
  }

  @Override
  public Backend find(String namespace, ProxyName name) {
    var pod = registry.get(pods, namespace, name.name()).read().root();
    var address = pod.at("/status/podIPs/0/ip").asText();
    ProxyAddress.check(address);
    var port = name.port().isEmpty() ? firstPort(pod) : name.port();
    return new Backend(security(name), address, port);
  }

  private static String firstPort(JsonNode pod) {
    return Trees.stream(pod.at("/spec/containers"))
        .map(container -> container.at("/ports/0/containerPort").asText())
        .filter(port -> !port.isEmpty())
        .findFirst()
        .orElse("");
  }

  static Backend.Security security(ProxyName name) {
    return name.isSecure() ? AnyServer.tls() : new Backend.Security.None();
  }
}
