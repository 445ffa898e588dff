package dev.timonier.server.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.proxy.Backend;
import dev.timonier.server.registry.Part;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Where requests to proxies go, by what they name.
final class BackendFindersTest {
  @AutoClose private final LocalApi api = new LocalApi();

  private record Case(String resource, String asked, String expected) {}

  private static List<Case> pods() {
    return List.of(
        new Case("pods", "web", "http://10.0.0.1:8080"),
        new Case("pods", "web:81", "http://10.0.0.1:81"),
        new Case("pods", "https:web:81", "https://10.0.0.1:81"),
        new Case("pods", "http:web:", "http://10.0.0.1:8080"),
        new Case("pods", "six", "http://[fd00::1]"),
        new Case("pods", "none", "pods \"none\" not found"),
        new Case("pods", "loop", "address not allowed"),
        new Case("pods", "new", "address not allowed"),
        new Case("pods", "ftp:web:81", "invalid pod request \"ftp:web:81\""),
        new Case("pods", "a:b:c:d", "invalid pod request \"a:b:c:d\""),
        new Case("pods", ":80", "invalid pod request \":80\""));
  }

  private static List<Case> services() {
    return List.of(
        new Case("services", "web:http", "http://10.0.0.1:8080"),
        new Case("services", "web:80", "http://10.0.0.1:8080"),
        new Case("services", "https:web:tls", "https://10.0.0.1:8443"),
        new Case("services", "https:web:443", "https://10.0.0.1:8443"),
        new Case("services", "web", "no endpoints available for service \"web\""),
        new Case("services", "web:81", "no service port 81 found for service \"web\""),
        new Case("services", "web:other", "no endpoints available for service \"web\""),
        new Case("services", "plain", "http://10.0.0.1:9"),
        new Case("services", "lone", "no endpoints available for service \"lone\""),
        new Case("services", "none", "services \"none\" not found"),
        new Case("services", "x:web:80", "invalid service request \"x:web:80\""));
  }

  private static List<Case> nodes() {
    return List.of(
        new Case("nodes", "one", "https://10.1.0.1:10250 by name"),
        new Case("nodes", "one:10250", "https://10.1.0.1:10250 by name"),
        new Case("nodes", "one:9100", "http://10.1.0.1:9100"),
        new Case("nodes", "https:one:9100", "https://10.1.0.1:9100"),
        new Case("nodes", "near", "address not allowed"),
        new Case("nodes", "none", "nodes \"none\" not found"),
        new Case("nodes", "ftp:one:1", "invalid node request \"ftp:one:1\""));
  }

  @BeforeEach
  void fill() {
    pod("web", "ports: [{name: http, containerPort: 8080}]", "10.0.0.1");
    pod("six", "image: b", "fd00::1");
    pod("loop", "image: b", "127.0.0.1");
    pod("new", "image: b", "");
    service("web", "{name: http, port: 80}, {name: tls, port: 443}");
    slice("web", "{name: http, port: 8080}, {name: tls, port: 8443}");
    service("plain", "{port: 80}");
    slice("plain", "{name: '', port: 9}");
    service("lone", "{port: 80}");
    node("one", "10.1.0.1");
    node("near", "127.0.0.1");
  }

  private void pod(String name, String container, String address) {
    var yaml =
        "{apiVersion: v1, kind: Pod, metadata: {name: %s}, spec: {containers: [{name: c, image: a, %s}]}";
    api.create((yaml + "}").formatted(name, container.replace("image: b", "command: [b]")));
    if (!address.isEmpty()) {
      api.patch(
          Part.STATUS,
          "{apiVersion: v1, kind: Pod, metadata: {name: %1$s}, status: {podIP: '%2$s', podIPs: [{ip: '%2$s'}]}}"
              .formatted(name, address));
    }
  }

  private void service(String name, String ports) {
    api.create(
        "{apiVersion: v1, kind: Service, metadata: {name: %s}, spec: {clusterIP: None, clusterIPs: [None], ports: [%s]}}"
            .formatted(name, ports));
  }

  /// Only one of the endpoints is a pod that has the address, and is ready.
  private void slice(String service, String ports) {
    var pod = "targetRef: {kind: Pod, namespace: default, name: web}";
    api.create(
        """
        {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, addressType: IPv4,
         metadata: {name: %s-1, labels: {kubernetes.io/service-name: %s}}, ports: [%s],
         endpoints: [{addresses: [10.0.0.9]}, {addresses: [10.0.0.8], %s},
                     {addresses: [10.0.0.1], %s, conditions: {ready: false}},
                     {addresses: [10.0.0.1], %s, conditions: {ready: true}}]}
        """
            .formatted(service, service, ports, pod, pod, pod));
  }

  private void node(String name, String address) {
    api.create("{apiVersion: v1, kind: Node, metadata: {name: %s}}".formatted(name));
    api.patch(
        Part.STATUS,
        "{apiVersion: v1, kind: Node, metadata: {name: %s}, status: {addresses: [{type: InternalIP, address: %s}]}}"
            .formatted(name, address));
  }

  @ParameterizedTest
  @MethodSource({"pods", "services", "nodes"})
  void backendIsFoundByName(Case one) throws Exception {
    assertThat(answer(one)).isEqualTo(one.expected);
  }

  private String answer(Case one) throws Exception {
    var finder = finder(one.resource);
    var kind = one.resource.substring(0, one.resource.length() - 1);
    var found = new StringBuilder();
    var refusal =
        LocalApi.refusal(
            () -> found.append(text(finder.find("default", ProxyName.parse(one.asked, kind)))));
    return refusal.isEmpty() ? found.toString() : refusal;
  }

  private BackendFinder finder(String resource) throws NoSuchAlgorithmException {
    var resources = api.resources();
    return switch (resource) {
      case "pods" -> new PodBackends(api.registry(), resources.get("", "v1", "pods"));
      case "services" ->
          new ServiceBackends(api.registry(), resources, RandomGenerator.getDefault());
      default -> {
        var nodes = resources.get("", "v1", "nodes");
        yield new NodeBackends(
            new NodeEndpoints(api.registry(), nodes), nodes, SSLContext.getDefault());
      }
    };
  }

  private static String text(Backend backend) {
    return switch (backend.security()) {
      case Backend.Security.None() -> "http://" + backend.authority();
      case Backend.Security.Tls(_, var name) ->
          "https://" + backend.authority() + (name == Backend.Name.CHECKED ? " by name" : "");
    };
  }
}
