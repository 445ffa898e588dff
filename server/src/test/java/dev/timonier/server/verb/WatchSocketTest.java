package dev.timonier.server.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Peer;
import dev.timonier.server.request.Query;
import dev.timonier.server.request.Reply;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class WatchSocketTest {
  private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";

  private record Row(String name, String origin, String subprotocols, int refused, String named) {}

  static final List<Row> ROWS =
      List.of(
          new Row("origin alone", "https://a.example", "", 0, ""),
          new Row("path as origin", "/a", "", 0, ""),
          new Row("subprotocol", "http://a", " any.name", 0, "any.name"),
          new Row("several subprotocols", "http://a", "a, b", 400, "a"),
          new Row("no origin", "", "", 403, ""),
          new Row("no origin at all", "null", "", 403, ""),
          new Row("origin that is no address", "http://a b", "a,b", 403, "a"));

  @ParameterizedTest
  @FieldSource("ROWS")
  void clientsTellAnOriginAndOneSubprotocolAtMost(Row row) {
    var request = request(row, true);
    var refused = WatchSocket.refusal(request).map(Reply::status).orElse(0);
    assertThat(refused).isEqualTo(row.refused());
    assertThat(WatchSocket.headers(request, "application/json").first(SUBPROTOCOL).orElse(""))
        .isEqualTo(row.named());
  }

  @Test
  void watchThatIsNoWebSocketNeedsNoOrigin() {
    var request = request(new Row("", "", "a", 0, ""), false);
    assertThat(WatchSocket.refusal(request)).isEqualTo(Optional.empty());
    assertThat(WatchSocket.headers(request, "application/json").all(SUBPROTOCOL)).isEmpty();
  }

  private static HttpRequest request(Row row, boolean upgrades) {
    var headers = new Headers();
    if (!row.origin().isEmpty()) {
      headers.set("Origin", row.origin());
    }
    if (!row.subprotocols().isEmpty()) {
      headers.set(SUBPROTOCOL, row.subprotocols());
    }
    var peer = new Peer("127.0.0.1", List.of());
    return new HttpRequest(
        "GET", "/api/v1/pods", Query.EMPTY, headers, peer, () -> new byte[0], () -> upgrades);
  }
}
