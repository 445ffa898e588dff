package dev.timonier.nodeagent.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.nodeagent.fixture.EchoPort;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// How streams end that neither the client nor the pod ends.
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StreamEndTest {
  private static final String FORWARD = "/portForward/default/web";
  private static final String EXEC = "/exec/default/web/web?command=sleep&output=1";

  @TempDir Path directory;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);

  private StreamingNode node(Duration idle) throws GeneralSecurityException, IOException {
    var node = new StreamingNode(directory, idle);
    node.runtime.onConnect(_ -> new EchoPort());
    node.runtime.onExec(
        (_, _) -> {
          begun.countDown();
          over.await();
          return 0;
        });
    return node;
  }

  @Test
  void serverThatEndsSaysSoToClientsOfSpdy() throws Exception {
    try (var node = node(Duration.ofHours(4));
        var socket =
            UpgradeSocket.spdy(node.uri(FORWARD), node.apiServer(), "portforward.k8s.io")) {
      var client = new SpdyClient(socket.input(), socket.output());
      client.open(Map.of("streamtype", "error", "port", "80", "requestid", "0"));
      node.stop();

      assertThat(client.goodbye()).isTrue();
    }
  }

  @Test
  void serverThatEndsFailsTheCommandAndClosesTheWebSocket() throws Exception {
    try (var node = node(Duration.ofHours(4));
        var client = ChannelClient.connect(node.uri(EXEC), node.apiServer(), "v5.channel.k8s.io")) {
      assertThat(client.next()).isEqualTo("1:");
      begun.await();
      node.stop();

      assertThat(client.next()).contains("\"status\":\"Failure\"", "the kubelet is shutting down");
      assertThat(client.closeCode()).isEqualTo(1000);
    } finally {
      over.countDown();
    }
  }

  @Test
  void serverThatEndsGoesAwayFromForwardedChannels() throws Exception {
    var uri = FORWARD + "?port=80";
    try (var node = node(Duration.ofHours(4));
        var client = ChannelClient.connect(node.uri(uri), node.apiServer(), "v4.channel.k8s.io")) {
      client.nextBytes();
      node.stop();

      assertThat(client.closeCode()).isEqualTo(1001);
    }
  }

  @Test
  void connectionWithoutTrafficIsClosed() throws Exception {
    try (var node = node(Duration.ofSeconds(6));
        var socket = UpgradeSocket.spdy(node.uri(FORWARD), node.apiServer(), "portforward.k8s.io");
        var client = ChannelClient.connect(node.uri(EXEC), node.apiServer(), "v5.channel.k8s.io")) {
      assertThat(socket.input().read()).isEqualTo(-1);
      assertThat(client.next()).isEqualTo("1:");
      assertThat(client.next()).isEqualTo("closed");
    } finally {
      over.countDown();
    }
  }
}
