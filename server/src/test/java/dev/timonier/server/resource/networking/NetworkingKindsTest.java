package dev.timonier.server.resource.networking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class NetworkingKindsTest {
  @AutoClose private final LocalApi api = new LocalApi();

  @Test
  void addressIsNamedAsThePrefixOfItsName() {
    var address =
        api.create(
            "{apiVersion: networking.k8s.io/v1, kind: IPAddress, metadata: {generateName:"
                + " 192.0.2.18}, spec: {parentRef: {resource: services, name: s}}}");
    assertThat(address.at("/metadata/name").asText()).isEqualTo("192.0.2.18");
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
