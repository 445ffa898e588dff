package dev.timonier.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.time.VirtualTime;
import dev.timonier.server.fixture.TestKeys;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Reply;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.OpenSSLEngineOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A connection outlives what goes over it, whatever becomes of single requests.
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HttpFrontTest {
  private static final int MANY = 1000;

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Reply.FrameSink> watches = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> closed = new LinkedBlockingQueue<>();
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final VirtualTime time = new VirtualTime();
  private HttpFront front;

  @BeforeEach
  void start(@TempDir Path directory) {
    var tls = TestKeys.writeIdentity(directory);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    front = HttpFront.start(address, tls, this::answer, executor, time, ConnectionHooks.NONE);
  }

  /// Paths are what is wanted of the front.
  private Reply answer(HttpRequest request) {
    return switch (request.path()) {
      case "/watch" -> new Reply.Pushed(200, Headers.contentType("text/plain"), this::begin);
      case "/echo" ->
          new Reply.Complete(200, Headers.contentType("text/plain"), request.body().get());
      case "/unread" ->
          new Reply.Complete(403, Headers.contentType("text/plain"), "no".getBytes(UTF_8));
      case "/pieces" ->
          new Reply.Streamed(
              200, Headers.contentType("text/plain"), sink -> sink.write("no".getBytes(UTF_8)));
      default -> throw new IllegalArgumentException(request.path());
    };
  }

  private AutoCloseable begin(Reply.FrameSink sink) {
    watches.add(sink);
    return () -> closed.add(true);
  }

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    front.close();
    executor.close();
  }

  private HttpClient client(HttpVersion version) {
    var options =
        new HttpClientOptions()
            .setSsl(true)
            .setTrustAll(true)
            .setVerifyHost(false)
            .setUseAlpn(true)
            .setProtocolVersion(version)
            .setMaxPoolSize(1)
            .setHttp2MaxPoolSize(1);
    return vertx.httpClientBuilder().with(options).withConnectHandler(connections::add).build();
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void connectionServesManyRequests(HttpVersion version) {
    var client = client(version);
    for (var i = 0; i < MANY; i++) {
      assertThat(post(client, "/echo", "body " + i)).isEqualTo("body " + i);
    }
    assertThat(connections).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void connectionOutlivesBodiesThatNobodyReads(HttpVersion version) {
    var client = client(version);
    for (var i = 0; i < 100; i++) {
      assertThat(post(client, "/unread", "x".repeat(200_000))).isEqualTo("no");
    }
    assertThat(post(client, "/echo", "still there")).isEqualTo("still there");
    assertThat(connections).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void answerToHeadHasNoBody(HttpVersion version) {
    var client = client(version);
    assertThat(head(client, "/unread").headers().get("Content-Length")).isEqualTo("2");
    assertThat(head(client, "/pieces").statusCode()).isEqualTo(200);
    assertThat(post(client, "/echo", "still there")).isEqualTo("still there");
    assertThat(connections).hasSize(1);
  }

  private HttpClientResponse head(HttpClient client, String path) {
    return await(
        () ->
            client
                .request(HttpMethod.HEAD, front.port(), "127.0.0.1", path)
                .compose(HttpClientRequest::send)
                .compose(response -> response.end().map(response)));
  }

  @Test
  void connectionOutlivesWatchesThatAreGivenUp() throws Exception {
    var client = client(HttpVersion.HTTP_2);
    var frames = new LinkedBlockingQueue<String>();
    watch(client, frame -> frames.add(frame.toString()));
    var kept = watches.take();
    for (var i = 0; i < MANY; i++) {
      watch(client, _ -> {}).request().reset();
      closed.take();
    }
    kept.push("still there".getBytes(UTF_8));
    assertThat(frames.take()).isEqualTo("still there");
    assertThat(connections).hasSize(1);
  }

  private HttpClientResponse watch(HttpClient client, Handler<Buffer> frames) {
    return await(
        () ->
            client
                .request(HttpMethod.GET, front.port(), "127.0.0.1", "/watch")
                .compose(HttpClientRequest::send)
                .map(response -> response.handler(frames)));
  }

  private String post(HttpClient client, String path, String body) {
    return await(
        () ->
            client
                .request(HttpMethod.POST, front.port(), "127.0.0.1", path)
                .compose(request -> request.send(body))
                .compose(HttpClientResponse::body)
                .map(Buffer::toString));
  }

  /// Asks on an event loop, so that nothing arrives before it is awaited.
  private <T> T await(Supplier<Future<T>> action) {
    var done = new CompletableFuture<T>();
    loop.runOnContext(
        _ -> action.get().onSuccess(done::complete).onFailure(done::completeExceptionally));
    return done.join();
  }

  /// A handshake in Java takes the better part of a second on a server that has just started.
  @Test
  void machineHasNativeTls() {
    assertThat(OpenSSLEngineOptions.isAvailable()).isTrue();
  }
}
