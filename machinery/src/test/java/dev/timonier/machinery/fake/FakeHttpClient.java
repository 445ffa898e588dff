package dev.timonier.machinery.fake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.StandardHttpClient;
import io.fabric8.kubernetes.client.http.StandardHttpClientBuilder;
import io.fabric8.kubernetes.client.http.StandardHttpHeaders;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import io.fabric8.kubernetes.client.http.StandardHttpRequest.ByteArrayBodyContent;
import io.fabric8.kubernetes.client.http.StandardHttpRequest.StringBodyContent;
import io.fabric8.kubernetes.client.http.StandardWebSocketBuilder;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// Hands the requests of a Fabric8 client to a fake API server, without a network.
final class FakeHttpClient
    extends StandardHttpClient<FakeHttpClient, FakeHttpClient.Factory, FakeHttpClient.Builder> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FakeApi api;

  private FakeHttpClient(Builder builder, FakeApi api) {
    super(builder, new AtomicBoolean());
    this.api = api;
  }

  record Factory(FakeApi api) implements io.fabric8.kubernetes.client.http.HttpClient.Factory {
    @Override
    public Builder newBuilder() {
      return new Builder(this);
    }
  }

  static final class Builder extends StandardHttpClientBuilder<FakeHttpClient, Factory, Builder> {
    Builder(Factory factory) {
      super(factory);
    }

    @Override
    public FakeHttpClient build() {
      return new FakeHttpClient(this, clientFactory.api());
    }

    @Override
    protected Builder newInstance(Factory factory) {
      return new Builder(factory);
    }
  }

  @Override
  public CompletableFuture<HttpResponse<AsyncBody>> consumeBytesDirect(
      StandardHttpRequest request, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    var stream = new Stream(consumer);
    var code = api.serve(parsed(request), stream);
    return CompletableFuture.completedFuture(new Response(request, code, stream));
  }

  @Override
  public CompletableFuture<WebSocketResponse> buildWebSocketDirect(
      StandardWebSocketBuilder builder, WebSocket.Listener listener) {
    return CompletableFuture.failedFuture(new IOException("no web sockets here"));
  }

  @Override
  protected void doClose() {
    // Nothing is open.
  }

  private static Request parsed(StandardHttpRequest request) {
    return Request.of(
        request.method(),
        request.uri(),
        Objects.requireNonNullElse(request.header("Accept"), ""),
        Objects.requireNonNullElse(
            Optional.ofNullable(request.getContentType()).orElse(request.header("Content-Type")),
            ""),
        body(request));
  }

  private static ObjectNode body(StandardHttpRequest request) {
    var text =
        switch (request.body()) {
          case StringBodyContent content -> content.getContent();
          case ByteArrayBodyContent content ->
              new String(content.getContent(), StandardCharsets.UTF_8);
          case null, default -> "";
        };
    try {
      var tree = JSON.readTree(text);
      return tree instanceof ObjectNode object
          ? object
          : JSON.createObjectNode().set("patch", tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The body of a reply, sent as it is asked for.
  static final class Stream implements AsyncBody {
    private final AsyncBody.Consumer<List<ByteBuffer>> consumer;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Queue<ByteBuffer> waiting = new ArrayDeque<>(); // guarded by this
    private boolean asked; // guarded by this
    private boolean ended; // guarded by this

    private Stream(AsyncBody.Consumer<List<ByteBuffer>> consumer) {
      this.consumer = consumer;
    }

    synchronized void send(byte[] part) {
      waiting.add(ByteBuffer.wrap(part));
      pump();
    }

    synchronized void end() {
      ended = true;
      pump();
    }

    @Override
    public synchronized void consume() {
      asked = true;
      pump();
    }

    private void pump() {
      if (!asked) {
        return;
      }
      var part = waiting.poll();
      if (part != null) {
        asked = false;
        hand(part);
      } else if (ended) {
        done.complete(null);
      }
    }

    private void hand(ByteBuffer part) {
      try {
        consumer.consume(List.of(part), this);
      } catch (Exception e) {
        done.completeExceptionally(e);
      }
    }

    @Override
    public CompletableFuture<Void> done() {
      return done;
    }

    @Override
    public void cancel() {
      done.cancel(false);
    }
  }

  private static final class Response extends StandardHttpHeaders
      implements HttpResponse<AsyncBody> {
    private final HttpRequest request;
    private final int code;
    private final AsyncBody body;

    private Response(HttpRequest request, int code, AsyncBody body) {
      super(Map.of("Content-Type", List.of("application/json")));
      this.request = request;
      this.code = code;
      this.body = body;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public AsyncBody body() {
      return body;
    }

    @Override
    public HttpRequest request() {
      return request;
    }

    @Override
    public Optional<HttpResponse<?>> previousResponse() {
      return Optional.empty();
    }
  }
}
