package dev.timonier.server.resource.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.Creation;
import dev.timonier.server.fixture.LocalApi;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class EndpointSliceKindTest {
  @AutoClose private final LocalApi api = new LocalApi();

  static final List<Creation> CREATIONS =
      List.of(
          new Creation(
              "no type",
              "{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: a}}",
              List.of("addressType: Required value")),
          new Creation(
              "other family",
              "{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: a}, addressType: IPv4, endpoints: [{addresses: ['2001:db8::1']}]}",
              List.of(
                  "endpoints[0].addresses: Invalid value: \"2001:db8::1\": must be an IPv4 address")),
          new Creation(
              "one name for two ports",
              "{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: a}, addressType: IPv4, ports: [{port: 1}, {port: 2}]}",
              List.of("ports[1].name: Duplicate value: \"\"")),
          new Creation(
              "no domain",
              "{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: a}, addressType: FQDN, endpoints: [{addresses: [single]}]}",
              List.of(
                  "endpoints[0].addresses[0]: Invalid value: \"single\": should be a domain with at least two segments separated by dots")));

  @ParameterizedTest
  @FieldSource("CREATIONS")
  void newSlicesKeepTheirRules(Creation c) {
    assertThat(LocalApi.faults(() -> api.create(c.yaml()))).isEqualTo(c.faults());
  }

  @Test
  void everythingButMetadataCountsForTheGeneration() {
    var kind = "apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: a";
    api.create("{" + kind + "}, addressType: IPv4}");
    var annotated = api.patch("{" + kind + ", annotations: {x: 'y'}}}");
    assertThat(annotated.path("metadata").path("generation").asInt()).isEqualTo(1);
    var labelled = api.patch("{" + kind + ", labels: {x: 'y'}}}");
    assertThat(labelled.path("metadata").path("generation").asInt()).isEqualTo(2);
    var filled = api.patch("{" + kind + "}, endpoints: [{addresses: [192.0.2.1]}]}");
    assertThat(filled.path("metadata").path("generation").asInt()).isEqualTo(3);
  }
}
