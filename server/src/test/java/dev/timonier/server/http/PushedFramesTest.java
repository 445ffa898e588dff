package dev.timonier.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.time.VirtualTime;
import dev.timonier.server.fixture.TestKeys;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Reply;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PushedFramesTest {
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final CompletableFuture<Reply.FrameSink> sink = new CompletableFuture<>();
  private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private volatile String type = "application/json";
  private final VirtualTime time = new VirtualTime();
  private HttpFront front;
  private HttpClient client;

  @BeforeEach
  void start(@TempDir Path directory) throws GeneralSecurityException {
    var tls =
        new TlsIdentity(
            TestKeys.writeCertificate(directory.resolve("server.crt"), "CN=server"),
            TestKeys.writeKey(directory.resolve("server.key")),
            TestKeys.writeAuthority(directory.resolve("ca.crt")));
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    front = HttpFront.start(address, tls, _ -> frames(), executor, time, () -> false);
    client = HttpClient.newBuilder().sslContext(AnyServer.tls()).build();
  }

  private Reply frames() {
    return new Reply.Pushed(200, Headers.contentType(type), this::begin);
  }

  private AutoCloseable begin(Reply.FrameSink target) {
    sink.complete(target);
    return () -> closed.complete(true);
  }

  @AfterEach
  void stop() {
    client.shutdownNow();
    front.close();
    executor.close();
  }

  @Test
  void framesAreTheBodyOfAResponse() throws Exception {
    var request = HttpRequest.newBuilder(uri("https")).build();
    var response = client.sendAsync(request, HttpResponse.BodyHandlers.ofString());

    push("{\"n\":1}\n", "{\"n\":2}\n");
    sink.join().end();

    assertThat(response.join().body()).isEqualTo("{\"n\":1}\n{\"n\":2}\n");
    assertThat(closed.join()).isTrue();
  }

  @Test
  void framesAreTheMessagesOfAWebSocket() throws Exception {
    connect();

    push("{\"n\":1}\n", "{\"n\":2}\n");
    sink.join().end();

    assertThat(messages.take()).isEqualTo("text {\"n\":1}\n");
    assertThat(messages.take()).isEqualTo("text {\"n\":2}\n");
    assertThat(messages.take()).isEqualTo("closed");
    assertThat(closed.join()).isTrue();
  }

  @Test
  void framesThatAreNoTextAreBinaryMessages() throws Exception {
    type = "application/vnd.kubernetes.protobuf;stream=watch";
    connect();

    push("frame");

    assertThat(messages.take()).isEqualTo("binary 5");
  }

  @Test
  void sourceEndsWhenTheWebSocketIsClosed() {
    connect().sendClose(WebSocket.NORMAL_CLOSURE, "").join();

    assertThat(closed.join()).isTrue();
  }

  private void push(String... frames) {
    for (var frame : frames) {
      sink.join().push(frame.getBytes(StandardCharsets.UTF_8));
    }
  }

  private WebSocket connect() {
    return client.newWebSocketBuilder().buildAsync(uri("wss"), new Messages()).join();
  }

  private URI uri(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + front.port() + "/api/v1/pods?watch=true");
  }

  private final class Messages implements WebSocket.Listener {
    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      messages.add("text " + data);
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      messages.add("binary " + data.remaining());
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      messages.add("closed");
      return null;
    }
  }
}
