package dev.timonier.server.resource.core.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class EndpointsKindTest {
  @AutoClose private final LocalApi api = new LocalApi();

  @Test
  void subsetsStayAsTheyAreGiven() {
    var endpoints =
        api.create(
            "{apiVersion: v1, kind: Endpoints, metadata: {name: a}, subsets: [{addresses: [{ip:"
                + " 192.0.2.2}, {ip: 192.0.2.1}], ports: [{port: 80}]}]}");
    assertThat(endpoints.path("subsets").path(0).path("addresses"))
        .hasToString("[{\"ip\":\"192.0.2.2\"},{\"ip\":\"192.0.2.1\"}]");
    assertThat(endpoints.path("subsets").path(0).path("ports").path(0).path("protocol").asText())
        .isEqualTo("TCP");
  }

  @Test
  void tableShowsTheFirstPlaces() {
    assertThat(
            api.cells(
                "{apiVersion: v1, kind: Endpoints, metadata: {name: a}, subsets: [{addresses: [{ip:"
                    + " 192.0.2.1}, {ip: 192.0.2.2}, {ip: 192.0.2.3}, {ip: 192.0.2.4}], ports:"
                    + " [{port: 80}]}]}"))
        .containsExactly("a", "192.0.2.1:80,192.0.2.2:80,192.0.2.3:80 + 1 more...", "<unknown>");
  }
}
