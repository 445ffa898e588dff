package dev.timonier.cluster.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.nodeagent.fixture.EchoPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PodPortForwardTest {
  private StreamingCluster cluster;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    cluster = new StreamingCluster(directory);
    cluster.runtime.onConnect(_ -> new EchoPort());
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void portOfThePodIsReachedThroughALocalOne() throws IOException {
    var pod = cluster.client.pods().inNamespace("default").withName("web");
    try (var forward = pod.portForward(80);
        var socket = new Socket(InetAddress.getLoopbackAddress(), forward.getLocalPort())) {
      socket.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));

      var echo = new String(socket.getInputStream().readNBytes(5), StandardCharsets.UTF_8);
      assertThat(echo).isEqualTo("hello");
    }
  }
}
