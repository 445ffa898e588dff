package dev.timonier.server.resource.core.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.network.Family;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.admission.AdmissionChain;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.registry.Part;
import dev.timonier.server.resource.core.service.allocation.AllocationNotes;
import dev.timonier.server.resource.core.service.allocation.PortRange;
import dev.timonier.server.resource.core.service.allocation.ServiceAllocator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ServiceKindTest {
  private static final String KIND = "apiVersion: v1, kind: Service";
  private static final String ADDRESS = "apiVersion: networking.k8s.io/v1, kind: IPAddress";
  private static final String CIDR = "apiVersion: networking.k8s.io/v1, kind: ServiceCIDR";

  private final List<ServiceAllocator> allocators = new ArrayList<>();

  @AutoClose
  private final LocalApi api =
      new LocalApi(
          _ -> AdmissionChain.NONE,
          it -> {
            allocators.add(allocator(it));
            return Map.of(new GroupResource("", "services"), allocators.getFirst());
          });

  private static ServiceAllocator allocator(LocalApi api) {
    return new ServiceAllocator(
        api.store(),
        api.cache(),
        new ServiceAllocator.Pools(List.of(Family.IPV4), new PortRange(30000, 30003)),
        AllocationNotes.NONE,
        api.time(),
        RandomGenerator.of("L64X128MixRandom"),
        () -> UUID.randomUUID().toString());
  }

  @BeforeEach
  void offerFourteenAddresses() {
    api.create("{" + CIDR + ", metadata: {name: kubernetes}, spec: {cidrs: [10.96.0.0/28]}}");
    api.patch(
        Part.STATUS,
        "{"
            + CIDR
            + ", metadata: {name: kubernetes}, status: {conditions: ["
            + "{type: Ready, status: 'True', reason: '', message: '',"
            + " lastTransitionTime: 2026-01-01T00:00:00Z}]}}");
  }

  private static String service(String name, String spec) {
    return "{" + KIND + ", metadata: {name: " + name + "}, spec: {" + spec + "}}";
  }

  private JsonNode create(String name, String spec) {
    return api.create(service(name, spec)).path("spec");
  }

  @Test
  void newServiceGetsDefaultsAndAnAddress() {
    var spec = create("a", "ports: [{port: 80}]");
    assertThat(spec.path("type").asText()).isEqualTo("ClusterIP");
    assertThat(spec.path("sessionAffinity").asText()).isEqualTo("None");
    assertThat(spec.path("internalTrafficPolicy").asText()).isEqualTo("Cluster");
    assertThat(spec.path("ipFamilies")).hasToString("[\"IPv4\"]");
    assertThat(spec.path("ipFamilyPolicy").asText()).isEqualTo("SingleStack");
    assertThat(spec.path("ports").path(0))
        .hasToString("{\"protocol\":\"TCP\",\"port\":80,\"targetPort\":80}");
    var address = spec.path("clusterIP").asText();
    assertThat(spec.path("clusterIPs").path(0).asText()).isEqualTo(address);
    var object = api.get(ADDRESS, address);
    var parent = object.path("spec").path("parentRef");
    assertThat(parent.path("resource").asText()).isEqualTo("services");
    assertThat(parent.path("namespace").asText()).isEqualTo("default");
    assertThat(parent.path("name").asText()).isEqualTo("a");
  }

  private record Case(String name, String spec, List<String> faults) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Case> REFUSED =
      List.of(
          new Case("no ports", "", List.of("spec.ports: Required value")),
          new Case(
              "outside of the range",
              "ports: [{port: 80}], clusterIP: 8.8.8.8",
              List.of(
                  "spec.clusterIPs: Invalid value: [\"8.8.8.8\"]: failed to allocate IP 8.8.8.8:"
                      + " the provided network does not match the current range")),
          new Case(
              "network address",
              "ports: [{port: 80}], clusterIP: 10.96.0.0",
              List.of(
                  "spec.clusterIPs: Invalid value: [\"10.96.0.0\"]: failed to allocate IP"
                      + " 10.96.0.0: the provided network does not match the current range")),
          new Case(
              "broadcast address",
              "ports: [{port: 80}], clusterIP: 10.96.0.15",
              List.of(
                  "spec.clusterIPs: Invalid value: [\"10.96.0.15\"]: failed to allocate IP"
                      + " 10.96.0.15: the provided network does not match the current range")),
          new Case(
              "no address",
              "ports: [{port: 80}], clusterIP: x",
              List.of(
                  "spec.clusterIPs[0]: Invalid value: \"x\": must be a valid IP address, (e.g."
                      + " 10.9.8.7 or 2001:db8::ffff)")),
          new Case(
              "two of a family",
              "ports: [{port: 80}], clusterIP: 10.96.0.2, clusterIPs: [10.96.0.2, 10.96.0.3]",
              List.of(
                  "spec.clusterIPs: Invalid value: [\"10.96.0.2\",\"10.96.0.3\"]: may specify no"
                      + " more than one IP for each IP family")),
          new Case(
              "family that the cluster has not",
              "ports: [{port: 80}], ipFamilies: [IPv6]",
              List.of(
                  "spec.ipFamilies[0]: Invalid value: \"IPv6\": not configured on this cluster")),
          new Case(
              "two families",
              "ports: [{port: 80}], ipFamilyPolicy: RequireDualStack",
              List.of(
                  "spec.ipFamilyPolicy: Invalid value: \"RequireDualStack\": this cluster is not"
                      + " configured for dual-stack services")),
          new Case(
              "node port outside of the range",
              "type: NodePort, ports: [{port: 80, nodePort: 80}]",
              List.of(
                  "spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid"
                      + " range. The range of valid ports is 30000-30003")),
          new Case(
              "node port twice",
              "type: NodePort, ports: [{name: x, port: 80, nodePort: 30001}, {name: 'y', port: 81,"
                  + " nodePort: 30001}]",
              List.of(
                  "spec.ports[1].nodePort: Invalid value: 30001: provided port is already"
                      + " allocated")),
          new Case(
              "node port without the type",
              "ports: [{port: 80, nodePort: 30001}]",
              List.of(
                  "spec.ports[0].nodePort: Forbidden: may not be used when `type` is"
                      + " 'ClusterIP'")),
          new Case(
              "external name with an address",
              "type: ExternalName, externalName: x.y, clusterIP: 10.96.0.2",
              List.of("spec.clusterIPs: Forbidden: may not be set for ExternalName services")),
          new Case(
              "external name without one",
              "type: ExternalName",
              List.of("spec.externalName: Required value")),
          new Case(
              "port twice",
              "ports: [{name: x, port: 80}, {name: 'y', port: 80}]",
              List.of(
                  "spec.ports[1]: Duplicate value:"
                      + " {\"Name\":\"\",\"Protocol\":\"TCP\",\"AppProtocol\":null,\"Port\":80,"
                      + "\"TargetPort\":0,\"NodePort\":0}")));

  @ParameterizedTest
  @FieldSource("REFUSED")
  void unfitServiceIsRefusedAndTakesNothing(Case c) {
    assertThat(LocalApi.faults(() -> create("a", c.spec()))).isEqualTo(c.faults());
    assertThat(api.cache().figures(new GroupResource("networking.k8s.io", "ipaddresses")).objects())
        .isZero();
    create("b", "type: NodePort, ports: [{port: 80, nodePort: 30001}]");
  }

  @Test
  void addressIsTakenOnceAndFreeAgainAfterDeletion() {
    create("a", "ports: [{port: 80}], clusterIP: 10.96.0.5");
    assertThat(LocalApi.faults(() -> create("b", "ports: [{port: 80}], clusterIP: 10.96.0.5")))
        .containsExactly(
            "spec.clusterIPs: Invalid value: [\"10.96.0.5\"]: failed to allocate IP 10.96.0.5:"
                + " provided IP is already allocated");
    api.delete(KIND, "a");
    assertThat(api.exists(ADDRESS, "10.96.0.5")).isFalse();
    create("b", "ports: [{port: 80}], clusterIP: 10.96.0.5");
  }

  @Test
  void everyAddressIsGivenAwayBeforeTheRangeIsFull() {
    var taken = new HashSet<String>();
    for (var i = 0; i < 14; i++) {
      taken.add(create("a" + i, "ports: [{port: 80}]").path("clusterIP").asText());
    }
    assertThat(taken).hasSize(14);
    assertThatThrownBy(() -> create("b", "ports: [{port: 80}]"))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("failed to allocate a serviceIP: range is full");
  }

  @Test
  void competingServicesNeverShareAnAddressOrPort() throws Exception {
    var outcomes = new ArrayList<Future<JsonNode>>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < 4; i++) {
        var name = "a" + i;
        outcomes.add(executor.submit(() -> create(name, "type: NodePort, ports: [{port: 80}]")));
      }
    }
    var addresses = new HashSet<String>();
    var ports = new HashSet<Integer>();
    for (var outcome : outcomes) {
      addresses.add(outcome.get().path("clusterIP").asText());
      ports.add(outcome.get().path("ports").path(0).path("nodePort").asInt());
    }
    assertThat(addresses).hasSize(4);
    assertThat(ports).containsExactlyInAnyOrder(30000, 30001, 30002, 30003);
  }

  @Test
  void dryRunTakesNothing() {
    api.dryRun();
    create("a", "type: NodePort, clusterIP: 10.96.0.5, ports: [{port: 80, nodePort: 30001}]");
    assertThat(api.exists(ADDRESS, "10.96.0.5")).isFalse();
  }

  @Test
  void dryRunLooksWhoHasAPortAndWhatRangeAnAddressIsIn() {
    create("a", "type: NodePort, clusterIP: 10.96.0.5, ports: [{port: 80, nodePort: 30001}]");
    api.dryRun();
    create("b", "type: NodePort, clusterIP: 10.96.0.5, ports: [{port: 80, nodePort: 80}]");
    assertThat(
            LocalApi.faults(
                () -> create("b", "type: NodePort, ports: [{port: 80, nodePort: 30001}]")))
        .containsExactly(
            "spec.ports[0].nodePort: Invalid value: 30001: provided port is already allocated");
    assertThat(LocalApi.faults(() -> create("b", "clusterIP: 10.96.0.16, ports: [{port: 80}]")))
        .containsExactly(
            "spec.clusterIPs: Invalid value: [\"10.96.0.16\"]: failed to allocate IP 10.96.0.16: the"
                + " provided IP (10.96.0.16) is not in the valid range. The range of valid IPs is"
                + " 10.96.0.0/28");
  }

  @Test
  void namesHaveNoInternalTraffic() {
    var spec = "type: ExternalName, externalName: a.b, internalTrafficPolicy: %s";
    assertThat(create("a", spec.formatted("Local")).has("internalTrafficPolicy")).isFalse();
    assertThat(LocalApi.faults(() -> create("b", spec.formatted("Near"))))
        .containsExactly(
            "spec.internalTrafficPolicy: Unsupported value: \"Near\": supported values: \"Cluster\","
                + " \"Local\"");
  }

  @Test
  void whoWritesTheStatusIsWarnedOfItsAddressesAlone() {
    create("a", "type: LoadBalancer, externalIPs: [192.0.2.1], ports: [{port: 80}]");
    assertThat(api.warnings()).isNotEmpty();
    api.patch(
        Part.STATUS,
        "{"
            + KIND
            + ", metadata: {name: a}, status: {loadBalancer: {ingress: [{ip: '2001:DB8::1'}]}}}");
    assertThat(api.warnings())
        .containsExactly(
            "status.loadBalancer.ingress[0]: IPv6 address \"2001:DB8::1\" should be in RFC 5952"
                + " canonical format (\"2001:db8::1\")");
  }

  @Test
  void portsOfOneNumberShareANodePort() {
    var ports =
        create(
                "a",
                "type: NodePort, ports: [{name: t, port: 53}, {name: u, port: 53, protocol: UDP}]")
            .path("ports");
    assertThat(ports.path(0).path("nodePort")).isEqualTo(ports.path(1).path("nodePort"));
  }

  @Test
  void replacementWithoutAllocatedValuesKeepsThem() {
    var before = create("a", "type: NodePort, ports: [{name: h, port: 80}]");
    var after =
        api.update(service("a", "type: NodePort, ports: [{name: h, port: 81}]")).path("spec");
    assertThat(after.path("clusterIP")).isEqualTo(before.path("clusterIP"));
    assertThat(after.path("ports").path(0).path("nodePort"))
        .isEqualTo(before.path("ports").path(0).path("nodePort"));
  }

  @Test
  void serviceThatBecomesExternalGivesEverythingBack() {
    var before = create("a", "type: NodePort, clusterIP: 10.96.0.5, ports: [{port: 80}]");
    var port = before.path("ports").path(0).path("nodePort").asInt();
    var after = api.update(service("a", "type: ExternalName, externalName: x.y")).path("spec");
    assertThat(after.has("clusterIP")).isFalse();
    assertThat(after.has("clusterIPs")).isFalse();
    assertThat(after.has("ipFamilies")).isFalse();
    assertThat(api.exists(ADDRESS, "10.96.0.5")).isFalse();
    create(
        "b", "type: NodePort, clusterIP: 10.96.0.5, ports: [{port: 80, nodePort: " + port + "}]");
    var back = api.update(service("a", "ports: [{port: 80}]")).path("spec");
    assertThat(back.path("clusterIP").asText()).startsWith("10.96.0.");
  }

  @Test
  void typeThatNeedsNoNodePortsGivesThemBack() {
    create("a", "type: NodePort, ports: [{port: 80, nodePort: 30002}]");
    var after =
        api.patch("{" + KIND + ", metadata: {name: a}, spec: {type: ClusterIP}}").path("spec");
    assertThat(after.path("ports").path(0).has("nodePort")).isFalse();
    assertThat(after.has("externalTrafficPolicy")).isFalse();
    create("b", "type: NodePort, ports: [{port: 80, nodePort: 30002}]");
  }

  @Test
  void addressDoesNotChange() {
    create("a", "ports: [{port: 80}], clusterIP: 10.96.0.5");
    assertThat(
            LocalApi.faults(
                () -> api.patch("{" + KIND + ", metadata: {name: a}, spec: {clusterIP: None}}")))
        .containsExactly("spec.clusterIPs[0]: Invalid value: [\"None\"]: may not change once set");
  }

  @Test
  void repairTakesAgainWhatIsUsedAndGivesBackWhatIsNot() {
    create("a", "type: NodePort, clusterIP: 10.96.0.5, ports: [{port: 80, nodePort: 30001}]");
    api.delete(ADDRESS, "10.96.0.5");
    api.create(
        "{"
            + ADDRESS
            + ", metadata: {name: 10.96.0.6, labels: {ipaddress.kubernetes.io/managed-by:"
            + " ipallocator.k8s.io}}, spec: {parentRef: {resource: services, namespace: default,"
            + " name: gone}}}");
    allocators.getFirst().repair().run();
    assertThat(api.exists(ADDRESS, "10.96.0.5")).isTrue();
    assertThat(api.exists(ADDRESS, "10.96.0.6")).isFalse();
    assertThat(
            LocalApi.faults(
                () -> create("b", "type: NodePort, ports: [{port: 80, nodePort: 30001}]")))
        .hasSize(1);
  }

  @Test
  void headlessServiceTakesNoAddress() {
    var spec = create("a", "clusterIP: None, selector: {x: 'y'}");
    assertThat(spec.path("clusterIPs")).hasToString("[\"None\"]");
    assertThat(spec.path("ipFamilies")).hasToString("[\"IPv4\"]");
    var free = create("b", "clusterIP: None");
    assertThat(free.path("ipFamilies")).hasToString("[\"IPv4\",\"IPv6\"]");
    assertThat(free.path("ipFamilyPolicy").asText()).isEqualTo("RequireDualStack");
  }

  @Test
  void rangeOfAnotherFamilyDoesNotConfigureIt() {
    api.create("{" + CIDR + ", metadata: {name: second}, spec: {cidrs: ['fd00::/112']}}");
    api.patch(
        Part.STATUS,
        "{"
            + CIDR
            + ", metadata: {name: second}, status: {conditions: [{type: Ready, status: 'True'}]}}");
    assertThat(LocalApi.faults(() -> create("a", "ports: [{port: 80}], ipFamilies: [IPv6]")))
        .containsExactly(
            "spec.ipFamilies[0]: Invalid value: \"IPv6\": not configured on this cluster");
  }

  @Test
  void familiesOfAHeadlessServiceMayChange() {
    create("a", "clusterIP: None");
    var families =
        api.patch("{" + KIND + ", metadata: {name: a}, spec: {ipFamilies: [IPv6, IPv4]}}")
            .path("spec")
            .path("ipFamilies");
    assertThat(families).hasToString("[\"IPv6\",\"IPv4\"]");
  }

  @Test
  void localLoadBalancerGetsAHealthCheckPort() {
    var spec = create("a", "type: LoadBalancer, ports: [{port: 80}], externalTrafficPolicy: Local");
    assertThat(spec.path("healthCheckNodePort").asInt()).isBetween(30000, 30003);
    assertThat(spec.path("allocateLoadBalancerNodePorts").asBoolean()).isTrue();
    var after =
        api.patch("{" + KIND + ", metadata: {name: a}, spec: {externalTrafficPolicy: Cluster}}")
            .path("spec");
    assertThat(after.has("healthCheckNodePort")).isFalse();
  }

  @Test
  void tableShowsWhereAServiceIsReached() {
    assertThat(
            api.cells(
                service(
                    "a",
                    "type: NodePort, clusterIPs: [10.96.0.5], selector: {x: 'y', a: b}, ports:"
                        + " [{port: 80, nodePort: 30001}, {port: 53, protocol: UDP}]")))
        .containsExactly(
            "a", "NodePort", "10.96.0.5", "<none>", "80:30001/TCP,53/UDP", "<unknown>", "a=b,x=y");
    assertThat(api.cells(service("a", "type: LoadBalancer, ports: [{port: 80}]")))
        .containsExactly(
            "a", "LoadBalancer", "<none>", "<pending>", "80/TCP", "<unknown>", "<none>");
  }

  @Test
  void nodePortsOfAServiceThatHasSomeNoLongerGo() {
    var service =
        "{apiVersion: v1, kind: Service, metadata: {name: svc}, spec: {type: %s, ports: [{name: a,"
            + " port: 1, nodePort: 30001}%s]}}";
    api.create(service.formatted("NodePort", ", {name: b, port: 2, nodePort: 30002}"));
    var changed = api.update(service.formatted("ClusterIP", ""));
    assertThat(changed.at("/spec/ports/0").has("nodePort")).isFalse();
  }

  @Test
  void addressThatANameIsGivenAloneIsShownAndNotExamined() {
    create("a", "clusterIP: 10.96.0.5, ports: [{port: 80}]");
    create("b", "clusterIP: 10.96.0.6, ports: [{port: 80}]");
    var name = "type: ExternalName, externalName: x.y, clusterIP: 10.96.0.6";
    var changed = api.update(service("a", name)).path("spec");
    assertThat(changed.path("clusterIPs")).hasToString("[\"10.96.0.6\"]");
    assertThat(api.exists(ADDRESS, "10.96.0.5")).isFalse();
    var again = "spec.clusterIPs: Forbidden: may not be set for ExternalName services";
    assertThat(LocalApi.faults(() -> api.patch(service("a", name)))).containsExactly(again);
    assertThat(
            LocalApi.faults(
                    () -> api.update(service("a", "ports: [{port: 80}], clusterIP: 10.96.0.6")))
                .getFirst())
        .contains("failed to allocate IP 10.96.0.6: provided IP is already allocated");
    api.delete(KIND, "a");
    assertThat(api.exists(ADDRESS, "10.96.0.6")).isTrue();
  }

  @Test
  void familiesAreReducedOnlyToASingleStackWhateverTheType() {
    create("a", "clusterIP: None");
    assertThat(LocalApi.faults(() -> api.patch(service("a", "type: NodePort, ipFamilies: [IPv6]"))))
        .containsExactly(
            "spec.ipFamilyPolicy: Invalid value: \"RequireDualStack\": must be 'SingleStack' to"
                + " release the secondary IP family");
  }
}
