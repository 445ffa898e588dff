package dev.timonier.nodeagent.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpCallsTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final HttpCalls calls = new HttpCalls();
  private final Map<String, String> seen = new ConcurrentHashMap<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/ok", exchange -> answer(exchange, 204));
    server.createContext("/broken", exchange -> answer(exchange, 500));
    server.createContext("/moved", this::redirect);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange, int code) throws IOException {
    exchange.getRequestHeaders().forEach((name, values) -> seen.put(name, values.getFirst()));
    exchange.sendResponseHeaders(code, -1);
    exchange.close();
  }

  private void redirect(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Location", exchange.getRequestURI().getQuery());
    answer(exchange, 302);
  }

  private HttpCall call(String path, Map<String, String> headers) {
    return new HttpCall("http", "127.0.0.1", server.getAddress().getPort(), path, headers);
  }

  @Test
  void replyBelow400IsASuccess() {
    assertThat(calls.get(call("/ok", Map.of()), LONG)).isEqualTo(new Outcome.Succeeded("204"));
    assertThat(seen).containsEntry("User-agent", "kube-probe/1.36");
  }

  @Test
  void replyOf500IsAFailure() {
    assertThat(calls.get(call("/broken", Map.of()), LONG))
        .isEqualTo(new Outcome.Failed("HTTP probe failed with statuscode: 500"));
  }

  @Test
  void givenHeadersReplaceTheUsualOnes() {
    calls.get(call("/ok", Map.of("host", "example.com", "X-Mine", "1")), LONG);
    assertThat(seen).containsEntry("Host", "example.com").containsEntry("X-mine", "1");
  }

  @Test
  void redirectIsFollowedOnTheSameHostOnly() {
    assertThat(calls.get(call("/moved?/broken", Map.of()), LONG))
        .isEqualTo(new Outcome.Failed("HTTP probe failed with statuscode: 500"));
    assertThat(calls.get(call("/moved?http://example.com/broken", Map.of()), LONG))
        .isEqualTo(new Outcome.Succeeded("302"));
  }

  @Test
  void closedPortIsNamedAsGoNamesIt() throws IOException {
    try (var nobody = bound()) {
      var port = nobody.getLocalPort();
      assertThat(calls.get(new HttpCall("http", "127.0.0.1", port, "/", Map.of()), LONG))
          .isEqualTo(
              new Outcome.Failed(
                  "Get \"http://127.0.0.1:%d/\": dial tcp 127.0.0.1:%d: connect: connection refused"
                      .formatted(port, port)));
    }
  }

  @Test
  void silentServerIsATimeout() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var call = new HttpCall("http", "127.0.0.1", silent.getLocalPort(), "/", Map.of());
      assertThat(calls.get(call, SHORT))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> assertThat(failed.output()).contains("context deadline exceeded"));
    }
  }

  @Test
  void connectionTellsWhetherSomeoneListens() throws IOException {
    var open = server.getAddress().getPort();
    assertThat(TcpConnections.open("127.0.0.1", open, LONG)).isEqualTo(new Outcome.Succeeded(""));
    try (var nobody = bound()) {
      var closed = nobody.getLocalPort();
      assertThat(TcpConnections.open("127.0.0.1", closed, LONG))
          .isEqualTo(
              new Outcome.Failed("dial tcp 127.0.0.1:" + closed + ": connect: connection refused"));
    }
  }

  /// Has a port that nobody else gets meanwhile, and does not listen there.
  private static Socket bound() throws IOException {
    var socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return socket;
  }
}
