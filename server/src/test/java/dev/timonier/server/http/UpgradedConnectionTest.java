package dev.timonier.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.stream.ByteConnection;
import dev.timonier.machinery.time.VirtualTime;
import dev.timonier.server.fixture.TestKeys;
import dev.timonier.server.proxy.AnyServer;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Connections that leave HTTP lose nothing of what was sent, even if the client goes at once.
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class UpgradedConnectionTest {
  private static final int PIECES = 100;
  private static final byte[] PIECE = "x".repeat(10_000).getBytes(US_ASCII);

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Integer> received = new LinkedBlockingQueue<>();
  private final VirtualTime time = new VirtualTime();
  private HttpFront front;

  @BeforeEach
  void start(@TempDir Path directory) {
    var tls = TestKeys.writeIdentity(directory);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    front = HttpFront.start(address, tls, this::answer, executor, time, ConnectionHooks.NONE);
  }

  private Reply answer(HttpRequest request) {
    var headers = new Headers().add("Connection", "Upgrade").add("Upgrade", "bytes");
    return new Reply.Upgraded(headers, this::count);
  }

  private void count(ByteConnection connection) {
    try {
      received.add(connection.input().readAllBytes().length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void stop() {
    front.close();
    executor.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void allThatWasSentBeforeTheEndIsRead(String method) throws Exception {
    for (var i = 0; i < 20; i++) {
      send(method);
      assertThat(received.take()).isEqualTo(PIECES * PIECE.length);
    }
  }

  private void send(String method) throws Exception {
    var sockets = AnyServer.context().getSocketFactory();
    try (var socket = (SSLSocket) sockets.createSocket("127.0.0.1", front.port())) {
      var head = method + " / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: bytes\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      assertThat(line(socket)).startsWith("HTTP/1.1 101");
      for (var i = 0; i < PIECES; i++) {
        socket.getOutputStream().write(PIECE);
      }
    }
  }

  private static String line(SSLSocket socket) throws IOException {
    var line = new StringBuilder();
    for (var octet = socket.getInputStream().read(); octet != '\n'; ) {
      line.append((char) octet);
      octet = socket.getInputStream().read();
    }
    return line.toString();
  }
}
