package dev.timonier.nodeagent.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.nodeagent.fixture.EchoPort;
import dev.timonier.nodeagent.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PortForwardTest {
  private static final String PATH = "/portForward/default/web";

  @TempDir Path directory;
  private StreamingNode node;

  @BeforeEach
  void start() throws GeneralSecurityException, IOException {
    node = new StreamingNode(directory);
    node.runtime.onConnect(
        port -> {
          if (port != 80) {
            throw new RuntimeFailure("connection refused");
          }
          return new EchoPort();
        });
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void spdyCarriesConnections() throws Exception {
    try (var socket = UpgradeSocket.spdy(node.uri(PATH), node.apiServer(), "portforward.k8s.io")) {
      assertThat(socket.head)
          .startsWith("HTTP/1.1 101 ")
          .containsIgnoringCase("upgrade: SPDY/3.1\r\n")
          .containsIgnoringCase("x-stream-protocol-version: portforward.k8s.io\r\n");
      forwardsPorts(new SpdyClient(socket.input(), socket.output()));
    }
  }

  @Test
  void spdyWithinAWebSocketCarriesConnections() throws Exception {
    var protocol = "SPDY/3.1+portforward.k8s.io";
    try (var socket = UpgradeSocket.webSocket(node.uri(PATH), node.apiServer(), protocol)) {
      assertThat(socket.head)
          .startsWith("HTTP/1.1 101 ")
          .containsIgnoringCase("sec-websocket-protocol: " + protocol + "\r\n");
      var frames = new WebSocketFrames(socket.input(), socket.output());
      forwardsPorts(new SpdyClient(frames.input(), frames.output()));
    }
  }

  private static void forwardsPorts(SpdyClient client) throws IOException {
    var errors = client.open(stream("error", "80", "0"));
    client.end(errors);
    var data = client.open(stream("data", "80", "0"));
    client.send(data, "hello");
    client.ping(1);
    client.end(data);

    assertThat(client.all(data)).isEqualTo("hello");
    assertThat(client.all(errors)).isEmpty();

    var refusal = client.open(stream("error", "81", "1"));
    var refused = client.open(stream("data", "81", "1"));
    assertThat(client.all(refusal))
        .isEqualTo("error forwarding port 81 to pod: connection refused");
    assertThat(client.all(refused)).isEmpty();
  }

  private static Map<String, String> stream(String type, String port, String request) {
    return Map.of("streamtype", type, "port", port, "requestid", request);
  }

  @Test
  void clientMustSpeakAKnownProtocol() throws Exception {
    try (var socket = UpgradeSocket.spdy(node.uri(PATH), node.apiServer(), "v9")) {
      assertThat(socket.head)
          .startsWith("HTTP/1.1 403 ")
          .contains("\r\nX-Accepted-Stream-Protocol-Versions: portforward.k8s.io\r\n");
    }
    var uri = node.uri(PATH + "?port=80");
    try (var socket = UpgradeSocket.webSocket(uri, node.apiServer(), "portforward.k8s.io")) {
      assertThat(socket.head).startsWith("HTTP/1.1 403 Forbidden\r\n");
    }
  }

  @Test
  void channelsCarryThePortsOfTheRequest() throws Exception {
    var uri = node.uri(PATH + "?port=80,81");
    try (var client = ChannelClient.connect(uri, node.apiServer(), "v4.channel.k8s.io")) {
      assertThat(client.nextBytes()).containsExactly(0, 80, 0);
      assertThat(client.nextBytes()).containsExactly(1, 80, 0);
      assertThat(client.nextBytes()).containsExactly(2, 81, 0);
      assertThat(client.nextBytes()).containsExactly(3, 81, 0);
    }
  }

  @Test
  void channelCarriesAConnection() throws Exception {
    var uri = node.uri(PATH + "?port=80");
    try (var client = ChannelClient.connect(uri, node.apiServer(), "v4.channel.k8s.io")) {
      client.send(0, "hello");
      assertThat(client.nextBytes()).containsExactly(0, 80, 0);
      assertThat(client.nextBytes()).containsExactly(1, 80, 0);
      assertThat(client.next()).isEqualTo("0:hello");
    }
  }

  @Test
  void podOfAnotherUidIsNotThere() throws Exception {
    var response = node.get(PATH + "/other-uid");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).isEqualTo("pod does not exist");
  }
}
