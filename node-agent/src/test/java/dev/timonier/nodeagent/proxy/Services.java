package dev.timonier.nodeagent.proxy;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServiceFluent;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Services and slices of the tests: the service `default/web` at 10.96.0.10 with the port `http`,
/// 80 to 8080, and endpoints on the node `here`.
final class Services {
  static final NodePlace PLACE = new NodePlace("here", "north");
  static final String PODS = "10.244.0.0/16";
  static final String CLUSTER_IP = "10.96.0.10";

  private Services() {}

  static Service web() {
    return web(spec -> spec);
  }

  static Service web(
      UnaryOperator<ServiceFluent<ServiceBuilder>.SpecNested<ServiceBuilder>> change) {
    var builder = new ServiceBuilder();
    var spec =
        builder
            .withNewMetadata()
            .withNamespace("default")
            .withName("web")
            .endMetadata()
            .withNewSpec()
            .withType("ClusterIP")
            .withClusterIP(CLUSTER_IP)
            .withClusterIPs(CLUSTER_IP)
            .withPorts(port("http", "TCP", 80).build());
    return change.apply(spec).endSpec().build();
  }

  static ServicePortBuilder port(String name, String protocol, int number) {
    return new ServicePortBuilder().withName(name).withProtocol(protocol).withPort(number);
  }

  static EndpointSlice slice(String... addresses) {
    return slice("http", "TCP", 8080, addresses);
  }

  static EndpointSlice slice(String port, String protocol, int number, String... addresses) {
    var endpoints = new ArrayList<EndpointBuilder>();
    for (var address : addresses) {
      endpoints.add(endpoint(address));
    }
    return slice(port, protocol, number, endpoints);
  }

  static EndpointSlice slice(List<EndpointBuilder> endpoints) {
    return slice("http", "TCP", 8080, endpoints);
  }

  private static EndpointSlice slice(
      String port, String protocol, int number, List<EndpointBuilder> endpoints) {
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName("web-" + port + "-" + endpoints.size())
        .addToLabels("kubernetes.io/service-name", "web")
        .endMetadata()
        .withAddressType("IPv4")
        .addNewPort()
        .withName(port)
        .withProtocol(protocol)
        .withPort(number)
        .endPort()
        .withEndpoints(endpoints.stream().map(EndpointBuilder::build).toList())
        .build();
  }

  static EndpointBuilder endpoint(String address) {
    return new EndpointBuilder()
        .withAddresses(address)
        .withNodeName("here")
        .withNewConditions()
        .withReady(true)
        .withServing(true)
        .withTerminating(false)
        .endConditions();
  }

  static EndpointBuilder terminating(String address) {
    return endpoint(address)
        .withNewConditions()
        .withReady(false)
        .withServing(true)
        .withTerminating(true)
        .endConditions();
  }

  static EndpointBuilder unready(String address) {
    return endpoint(address).editConditions().withReady(false).withServing(false).endConditions();
  }
}
