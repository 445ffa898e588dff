package dev.timonier.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.machinery.time.VirtualTime;
import dev.timonier.server.fixture.TestKeys;
import dev.timonier.server.proxy.AnyServer;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Reply;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PushedFramesTest {
  private static final byte[] LONG_FRAME = new byte[1 << 20];
  private static final byte[] FRAME = new byte[1000];
  private static final int FRAMES = 1000;
  private static final int MANY = 100;

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final CompletableFuture<Reply.FrameSink> sink = new CompletableFuture<>();
  private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private volatile String type = "application/json";
  private volatile String protocol = "";
  private volatile Consumer<Reply.FrameSink> starting = _ -> {};
  private final VirtualTime time = new VirtualTime();
  private HttpFront front;
  private HttpClient client;

  @BeforeEach
  void start(@TempDir Path directory) {
    var tls = TestKeys.writeIdentity(directory);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    front = HttpFront.start(address, tls, _ -> frames(), executor, time, ConnectionHooks.NONE);
    client = HttpClient.newBuilder().sslContext(AnyServer.context()).build();
  }

  private Reply frames() {
    var headers = Headers.contentType(type);
    if (!protocol.isEmpty()) {
      headers.set("Sec-WebSocket-Protocol", protocol);
    }
    return new Reply.Pushed(200, headers, this::begin);
  }

  private AutoCloseable begin(Reply.FrameSink target) {
    starting.accept(target);
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
  void framesThatAreNoTextAreBinaryMessagesWithoutTheirLength() throws Exception {
    type = "application/vnd.kubernetes.protobuf;stream=watch";
    connect();

    push("\0\0\0\5frame");

    assertThat(messages.take()).isEqualTo("binary 5");
  }

  @Test
  void webSocketNamesTheSubprotocolOfTheReply() {
    protocol = "second";
    var builder = client.newWebSocketBuilder().subprotocols("first", "second");
    var socket = builder.buildAsync(uri("wss"), new Messages()).join();
    assertThat(socket.getSubprotocol()).isEqualTo("second");
  }

  @Test
  void sourceEndsWhenTheWebSocketIsClosed() {
    connect().sendClose(WebSocket.NORMAL_CLOSURE, "").join();

    assertThat(closed.join()).isTrue();
  }

  @Test
  void sourceThatHasMuchWaitsForTheClient() throws Exception {
    starting =
        target -> {
          for (var n = 0; n < MANY && target.awaitRoom(); n++) {
            target.push(LONG_FRAME);
          }
          target.end();
        };
    var request = HttpRequest.newBuilder(uri("https")).build();
    var bytes = 0L;
    try (var body = client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
      var piece = new byte[1 << 16];
      for (var count = body.read(piece); count >= 0; count = body.read(piece)) {
        bytes += count;
      }
    }
    assertThat(bytes).isEqualTo((long) MANY * LONG_FRAME.length);
  }

  @Test
  void allWhoWatchOverOneConnectionGetAllFrames() {
    var sinks = new LinkedBlockingQueue<Reply.FrameSink>();
    starting = sinks::add;
    var request = HttpRequest.newBuilder(uri("https")).build();
    var watches =
        IntStream.range(0, MANY / 2)
            .mapToObj(_ -> client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()))
            .toList();
    await().until(() -> sinks.size() == watches.size());

    for (var n = 0; n < FRAMES; n++) {
      sinks.forEach(watcher -> watcher.push(FRAME));
    }
    sinks.forEach(Reply.FrameSink::end);

    for (var watch : watches) {
      assertThat(watch.join().body()).hasSize(FRAMES * FRAME.length);
    }
  }

  @Test
  void sourceThatWaitsForAClientThatGoesIsToldSo() throws Exception {
    var stopped = new CompletableFuture<Void>();
    starting =
        target -> {
          while (target.awaitRoom()) {
            target.push(LONG_FRAME);
          }
          stopped.complete(null);
        };
    var request = HttpRequest.newBuilder(uri("https")).build();
    client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body().close();
    stopped.join();
    closed.join();
  }

  @Test
  void clientThatTakesNothingIsCut() throws Exception {
    var request = HttpRequest.newBuilder(uri("https")).build();
    try (var _ = client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
      var fits = true;
      for (var n = 0; n < MANY && !closed.isDone(); n++) {
        fits &= sink.join().push(LONG_FRAME);
      }
      assertThat(fits).isFalse();
      closed.join();
    }
  }

  @Test
  void clientThatDoesNotTakeTheLastFramesIsCut() throws Exception {
    var request = HttpRequest.newBuilder(uri("https")).version(Version.HTTP_1_1).build();
    try (var _ = client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
      for (var n = 0; n < MANY / 4; n++) {
        sink.join().push(LONG_FRAME);
      }
      sink.join().end();
      time.advance(Duration.ofSeconds(29));
      assertThat(closed).isNotDone();
      time.advance(Duration.ofSeconds(1));
      closed.join();
    }
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
