package dev.timonier.server.resource.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class EndpointSliceKindTest {
  @AutoClose private final LocalApi api = new LocalApi();

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
