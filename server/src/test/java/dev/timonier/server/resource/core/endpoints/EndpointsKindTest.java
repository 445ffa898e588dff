package dev.timonier.server.resource.core.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.Creation;
import dev.timonier.server.fixture.LocalApi;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class EndpointsKindTest {
  @AutoClose private final LocalApi api = new LocalApi();

  static final List<Creation> CREATIONS =
      List.of(
          new Creation(
              "empty subset",
              "{apiVersion: v1, kind: Endpoints, metadata: {name: a}, subsets: [{}]}",
              List.of(
                  "subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`")),
          new Creation(
              "loopback",
              "{apiVersion: v1, kind: Endpoints, metadata: {name: a}, subsets: [{addresses: [{ip: 127.0.0.1}]}]}",
              List.of(
                  "subsets[0].addresses[0].ip: Invalid value: \"127.0.0.1\": may not be in the loopback range (127.0.0.0/8, ::1/128)")),
          new Creation(
              "ports without names",
              "{apiVersion: v1, kind: Endpoints, metadata: {name: a}, subsets: [{addresses: [{ip: 192.0.2.1}], ports: [{port: 80}, {port: 81}]}]}",
              List.of(
                  "subsets[0].ports[0].name: Required value",
                  "subsets[0].ports[1].name: Required value")));

  @ParameterizedTest
  @FieldSource("CREATIONS")
  void newEndpointsKeepTheirRules(Creation c) {
    assertThat(LocalApi.faults(() -> api.create(c.yaml()))).isEqualTo(c.faults());
  }

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
