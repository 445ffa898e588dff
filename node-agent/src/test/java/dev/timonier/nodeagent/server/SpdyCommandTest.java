package dev.timonier.nodeagent.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SpdyCommandTest {
  private static final String EXEC = "/exec/default/web/web?command=cat";

  @TempDir Path directory;
  private StreamingNode node;

  @BeforeEach
  void start() throws GeneralSecurityException, IOException {
    node = new StreamingNode(directory);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void eachStreamOfTheCommandIsOne() throws Exception {
    node.runtime.onExec(
        (_, streams) -> {
          streams.out().orElseThrow().write(streams.in().orElseThrow().readAllBytes());
          streams.error().orElseThrow().write("oops".getBytes(StandardCharsets.UTF_8));
          return 2;
        });

    try (var socket = socket("&input=1&output=1&error=1", "v4.channel.k8s.io")) {
      assertThat(socket.head).containsIgnoringCase("protocol-version: v4.channel.k8s.io\r\n");
      var client = new SpdyClient(socket.input(), socket.output());
      var outcome = open(client, "error");
      var stdin = open(client, "stdin");
      var stdout = open(client, "stdout");
      var stderr = open(client, "stderr");
      client.send(stdin, "hello");
      client.end(stdin);

      assertThat(client.all(stdout)).isEqualTo("hello");
      assertThat(client.all(stderr)).isEqualTo("oops");
      assertThat(client.all(outcome)).contains("\"reason\":\"NonZeroExitCode\"");
    }
  }

  @Test
  void terminalHasAStreamForItsSizes() throws Exception {
    node.runtime.onExec(
        (session, streams) -> {
          var sizes = session.nextSize() + " " + session.nextSize();
          streams.out().orElseThrow().write(sizes.getBytes(StandardCharsets.UTF_8));
          return 0;
        });

    try (var socket = socket("&input=1&output=1&tty=1", "v4.channel.k8s.io")) {
      var client = new SpdyClient(socket.input(), socket.output());
      var outcome = open(client, "error");
      open(client, "stdin");
      var stdout = open(client, "stdout");
      var sizes = open(client, "resize");
      client.send(sizes, "{\"Width\":80,\"Height\":24}\n{\"Width\":132,\"Height\":43}\n");

      assertThat(client.all(stdout)).isEqualTo("80x24 132x43");
      assertThat(client.all(outcome)).isEqualTo("{\"metadata\":{},\"status\":\"Success\"}");
    }
  }

  @Test
  void oldestVersionSaysNothingOfSuccess() throws Exception {
    try (var socket = socket("&output=1", "channel.k8s.io")) {
      var client = new SpdyClient(socket.input(), socket.output());
      var outcome = open(client, "error");
      var stdout = open(client, "stdout");

      assertThat(client.all(stdout)).isEmpty();
      assertThat(client.all(outcome)).isEmpty();
    }
  }

  private UpgradeSocket socket(String query, String protocol)
      throws GeneralSecurityException, IOException {
    return UpgradeSocket.spdy(node.uri(EXEC + query), node.apiServer(), protocol);
  }

  private static int open(SpdyClient client, String type) throws IOException {
    return client.open(Map.of("streamtype", type));
  }
}
