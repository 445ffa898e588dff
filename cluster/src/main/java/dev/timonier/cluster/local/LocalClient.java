package dev.timonier.cluster.local;

import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Query;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.StandardHttpClient;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import io.fabric8.kubernetes.client.http.StandardWebSocketBuilder;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// Hands requests to the server, each on a thread of its own.
final class LocalClient
    extends StandardHttpClient<LocalClient, LocalClientFactory, LocalClientBuilder> {
  private final LocalClientFactory factory;

  LocalClient(LocalClientBuilder builder, AtomicBoolean closed, LocalClientFactory factory) {
    super(builder, closed);
    this.factory = factory;
  }

  AtomicBoolean closedFlag() {
    return closed;
  }

  @Override
  public CompletableFuture<HttpResponse<AsyncBody>> consumeBytesDirect(
      StandardHttpRequest request, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    var response = new CompletableFuture<HttpResponse<AsyncBody>>();
    factory.executor().execute(() -> answer(request, consumer, response));
    return response;
  }

  private void answer(
      StandardHttpRequest request,
      AsyncBody.Consumer<List<ByteBuffer>> consumer,
      CompletableFuture<HttpResponse<AsyncBody>> response) {
    try {
      var reply = factory.server().answer(translated(request));
      var body = new LocalBody(consumer);
      response.complete(new LocalResponse(request, reply, body));
      body.deliver(reply);
    } catch (RuntimeException | Error e) { // who waits must hear of it, whatever it is
      response.completeExceptionally(e);
    }
  }

  private HttpRequest translated(StandardHttpRequest request) {
    var headers = new Headers();
    request.headers().forEach((name, values) -> values.forEach(value -> headers.add(name, value)));
    if (request.getContentType() != null) {
      headers.set("Content-Type", request.getContentType());
    }
    var uri = request.uri();
    var query = uri.getRawQuery();
    var body = body(request);
    return new HttpRequest(
        request.method(),
        uri.getRawPath(),
        query == null ? Query.EMPTY : Query.parse(query),
        headers,
        factory.peer(),
        () -> body,
        () -> false);
  }

  private static byte[] body(StandardHttpRequest request) {
    return switch (request.body()) {
      case null -> new byte[0];
      case StandardHttpRequest.StringBodyContent text ->
          text.getContent().getBytes(StandardCharsets.UTF_8);
      case StandardHttpRequest.ByteArrayBodyContent bytes -> bytes.getContent();
      case StandardHttpRequest.InputStreamBodyContent stream -> read(stream);
      default -> throw new IllegalArgumentException("unknown body " + request.body());
    };
  }

  private static byte[] read(StandardHttpRequest.InputStreamBodyContent stream) {
    try {
      return stream.getContent().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public CompletableFuture<WebSocketResponse> buildWebSocketDirect(
      StandardWebSocketBuilder builder, WebSocket.Listener listener) {
    return factory.streams().open(builder, listener);
  }

  @Override
  protected void doClose() {
    factory.streams().close();
  }
}
