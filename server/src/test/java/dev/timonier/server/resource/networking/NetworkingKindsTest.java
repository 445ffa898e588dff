package dev.timonier.server.resource.networking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.Creation;
import dev.timonier.server.fixture.LocalApi;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class NetworkingKindsTest {
  @AutoClose private final LocalApi api = new LocalApi();

  static final List<Creation> CREATIONS =
      List.of(
          new Creation(
              "ingress without anything",
              "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a}, spec: {}}",
              List.of(
                  "spec.rules: Invalid value: null: either `defaultBackend` or `rules` must be specified")),
          new Creation(
              "ingress whose path is not absolute",
              "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a}, spec: {rules: [{http: {paths: [{path: x, pathType: Prefix, backend: {service: {name: s, port: {number: 80}}}}]}}]}}",
              List.of(
                  "spec.rules[0].http.paths[0].path: Invalid value: \"x\": must be an absolute path")),
          new Creation(
              "ingress for an address",
              "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a}, spec: {rules: [{host: 10.0.0.1}]}}",
              List.of(
                  "spec.rules[0].host: Invalid value: \"10.0.0.1\": must be a DNS name, not an IP address")),
          new Creation(
              "ingress of two classes",
              "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: b, annotations: {kubernetes.io/ingress.class: nginx}}, spec: {ingressClassName: other, defaultBackend: {service: {name: web, port: {number: 80}}}}}",
              List.of(
                  "annotations.kubernetes.io/ingress.class: Invalid value: \"nginx\": must match `ingressClassName` when both are specified")),
          new Creation(
              "network policy with strange ports",
              "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a}, spec: {podSelector: {}, ingress: [{ports: [{port: 80, endPort: 79}, {endPort: 90}, {port: http, endPort: 90}, {port: 80, protocol: ICMP}]}]}}",
              List.of(
                  "spec.ingress[0].ports[0].endPort: Invalid value: 80: must be greater than or equal to `port`",
                  "spec.ingress[0].ports[1].endPort: Invalid value: 90: may not be specified when `port` is not specified",
                  "spec.ingress[0].ports[2].endPort: Invalid value: 90: may not be specified when `port` is non-numeric",
                  "spec.ingress[0].ports[3].protocol: Unsupported value: \"ICMP\": supported values: \"TCP\", \"UDP\", \"SCTP\"")),
          new Creation(
              "network policy with strange peers",
              "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a}, spec: {podSelector: {}, egress: [{to: [{}, {ipBlock: {cidr: 192.0.2.0/24}, podSelector: {}}, {ipBlock: {cidr: 192.0.2.0/24, except: [198.51.100.0/24]}}]}]}}",
              List.of(
                  "spec.egress[0].to[0]: Required value: must specify a peer",
                  "spec.egress[0].to[1]: Forbidden: may not specify both ipBlock and another peer",
                  "spec.egress[0].to[2].ipBlock.except[0]: Invalid value: \"198.51.100.0/24\": must be a strict subset of `cidr`")),
          new Creation(
              "address that is not canonical",
              "{apiVersion: networking.k8s.io/v1, kind: IPAddress, metadata: {name: '2001:DB8::17'}, spec: {parentRef: {resource: services, name: s}}}",
              List.of(
                  "metadata.name: Invalid value: \"2001:DB8::17\": must be in canonical form (\"2001:db8::17\")")),
          new Creation(
              "address of nobody",
              "{apiVersion: networking.k8s.io/v1, kind: IPAddress, metadata: {name: 192.0.2.17}}",
              List.of("spec.parentRef: Required value")),
          new Creation(
              "ranges of one family",
              "{apiVersion: networking.k8s.io/v1, kind: ServiceCIDR, metadata: {name: a}, spec: {cidrs: ['2001:db8:a::/112', '2001:db8:b::/112']}}",
              List.of(
                  "spec.cidrs: Invalid value: [\"2001:db8:a::/112\",\"2001:db8:b::/112\"]: may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64")));

  @Test
  void addressIsNamedAsThePrefixOfItsName() {
    var address =
        api.create(
            "{apiVersion: networking.k8s.io/v1, kind: IPAddress, metadata: {generateName:"
                + " 192.0.2.18}, spec: {parentRef: {resource: services, name: s}}}");
    assertThat(address.at("/metadata/name").asText()).isEqualTo("192.0.2.18");
  }

  @ParameterizedTest
  @FieldSource("CREATIONS")
  void newObjectsKeepTheRulesOfTheirKind(Creation c) {
    assertThat(LocalApi.faults(() -> api.create(c.yaml()))).isEqualTo(c.faults());
  }

  @Test
  void networkPolicyIsAboutOutgoingTrafficIfItHasRulesForIt() {
    var policy =
        api.create(
            "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a}, spec:"
                + " {podSelector: {}, egress: [{ports: [{port: 53}]}]}}");
    assertThat(policy.path("spec").path("policyTypes")).hasToString("[\"Ingress\",\"Egress\"]");
    assertThat(policy.path("spec").path("egress").path(0).path("ports").path(0).path("protocol"))
        .hasToString("\"TCP\"");
    assertThat(policy.path("metadata").path("generation").asInt()).isEqualTo(1);
  }

  @Test
  void ingressClassKeepsItsController() {
    var kind = "apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: a}";
    api.create("{" + kind + ", spec: {controller: example.com/a}}");
    assertThat(
            LocalApi.faults(() -> api.patch("{" + kind + ", spec: {controller: example.com/b}}")))
        .containsExactly("spec.controller: Invalid value: \"example.com/b\": field is immutable");
  }

  @Test
  void tableShowsHostsAndAddresses() {
    assertThat(
            api.cells(
                "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a}, spec:"
                    + " {rules: [{host: a.b}, {host: c.d}], tls: [{}]}, status: {loadBalancer:"
                    + " {ingress: [{ip: 192.0.2.1}]}}}"))
        .containsExactly("a", "<none>", "a.b,c.d", "192.0.2.1", "80, 443", "<unknown>");
  }

  @Test
  void labelsOfAChangedIngressClassAreExaminedInWhole() {
    var metadata = "{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: a";
    api.create(metadata + "}, spec: {controller: a.b/c}}");
    assertThat(LocalApi.faults(() -> api.patch(metadata + ", labels: {k: 'v!'}}}"))).hasSize(4);
  }
}
