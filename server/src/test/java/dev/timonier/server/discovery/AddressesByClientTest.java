package dev.timonier.server.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.timonier.machinery.network.Address;
import dev.timonier.machinery.network.Cidr;
import dev.timonier.server.fixture.TestServer;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Peer;
import dev.timonier.server.request.Query;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class AddressesByClientTest {
  private static final String EVERYBODY = "0.0.0.0/0 192.0.2.1:6443";
  private static final String SERVICES = "10.96.0.0/16 10.96.0.1:443";

  private record Row(String peer, Map<String, String> headers, List<String> told) {}

  static final List<Row> ROWS =
      List.of(
          new Row("192.0.2.9", Map.of(), List.of(EVERYBODY)),
          new Row("10.96.3.4", Map.of(), List.of(EVERYBODY, SERVICES)),
          new Row("192.0.2.9", Map.of("X-Real-Ip", "10.96.3.4"), List.of(EVERYBODY, SERVICES)),
          new Row(
              "192.0.2.9",
              Map.of("X-Forwarded-For", "unknown, 10.96.3.4, 192.0.2.7"),
              List.of(EVERYBODY, SERVICES)),
          new Row(
              "10.96.3.4",
              Map.of("X-Forwarded-For", "192.0.2.7", "X-Real-Ip", "10.96.3.4"),
              List.of(EVERYBODY)));

  @ParameterizedTest
  @FieldSource("ROWS")
  void clientsWithAddressesOfServicesAreToldThatOfTheService(Row row) {
    var headers = new Headers();
    row.headers().forEach(headers::add);
    assertThat(told("192.0.2.1", row.peer(), headers)).isEqualTo(row.told());
  }

  @Test
  void addressOfTheSixthVersionStandsInBrackets() {
    assertThat(told("2001:db8::1", "192.0.2.9", new Headers()))
        .containsExactly("0.0.0.0/0 [2001:db8::1]:6443");
  }

  private static List<String> told(String announced, String peer, Headers headers) {
    var addresses =
        new AddressesByClient(
            Address.parse(announced).orElseThrow(),
            () -> 6443,
            Cidr.parse("10.96.0.0/16").orElseThrow());
    var told = JsonNodeFactory.instance.arrayNode();
    addresses.write(told, request(peer, headers));
    return told.valueStream()
        .map(e -> e.path("clientCIDR").asText() + " " + e.path("serverAddress").asText())
        .toList();
  }

  private static HttpRequest request(String peer, Headers headers) {
    return new HttpRequest(
        "GET",
        "/api",
        Query.EMPTY,
        headers,
        new Peer(peer, List.of()),
        () -> new byte[0],
        () -> false);
  }

  @Test
  void serverTellsItsOwnAddressWhateverItIsCalled() {
    try (var server = new TestServer()) {
      var body = server.admin().with("Host", "elsewhere.example:99").get("/api").body();
      assertThat(body.at("/serverAddressByClientCIDRs/0/serverAddress").asText())
          .endsWith(":" + server.port());
    }
  }
}
