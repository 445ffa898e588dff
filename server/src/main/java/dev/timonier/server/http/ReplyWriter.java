package dev.timonier.server.http;

import dev.timonier.machinery.stream.ByteConnection;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Reply;
import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the reply to one request.
final class ReplyWriter implements HttpRequest.Connection {
  private static final Logger LOG = LoggerFactory.getLogger(ReplyWriter.class);
  private static final long NO_ERROR = 0;
  private static final ListedWords CLOSE = ListedWords.of("close");
  private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final IncomingBody body;
  private final Context context;
  private final Traffic traffic;
  private final AtomicBoolean answered = new AtomicBoolean();
  private final CompletableFuture<Void> written = new CompletableFuture<>();

  ReplyWriter(HttpServerRequest request, IncomingBody body, Context context, Traffic traffic) {
    this.request = request;
    this.body = body;
    this.response = request.response();
    this.context = context;
    this.traffic = traffic;
  }

  @Override
  public boolean isWebSocketUpgrade() {
    return IncomingRequest.isWebSocketUpgrade(request);
  }

  @Override
  public void interrupt(Reply reply) {
    if (answered.compareAndSet(false, true)) {
      send(reply);
    } else {
      context.runOnContext(_ -> cut());
    }
  }

  private void cut() {
    if (!response.ended() && !response.closed()) {
      response.reset();
    }
  }

  /// Unless someone else has answered.
  void write(Reply reply) {
    if (answered.compareAndSet(false, true)) {
      send(reply);
    }
  }

  private void send(Reply reply) {
    switch (reply) {
      case Reply.Complete complete ->
          context.runOnContext(_ -> complete(complete).onComplete(_ -> written.complete(null)));
      case Reply.Streamed streamed -> {
        stream(streamed);
        written.complete(null);
      }
      case Reply.Pushed pushed -> {
        context.runOnContext(_ -> push(pushed));
        written.complete(null);
      }
      case Reply.Upgraded upgraded -> {
        upgrade(upgraded);
        written.complete(null);
      }
    }
  }

  @Override
  public void whenWritten(Runnable action) {
    var _ = written.thenRun(action);
  }

  private Future<Void> complete(Reply.Complete reply) {
    if (response.closed()) {
      return Future.succeededFuture();
    }
    body.letGo();
    head(reply.status(), reply.headers());
    var end = closing(() -> end(reply.body())).onFailure(ReplyWriter::clientGone);
    body.drop();
    return end;
  }

  /// The end of the reply is that of the connection, if the head says so. A stream ends with it.
  private Future<Void> closing(Supplier<Future<Void>> end) {
    var last = response.headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true);
    var ended = end.get();
    if (isShared()) {
      return request.isEnded() ? ended : ended.onComplete(_ -> refuseRest());
    }
    return last ? ended.onComplete(_ -> request.connection().close()) : ended;
  }

  /// The client need not send the rest of its body, and its stream ends.
  private void refuseRest() {
    if (!request.isEnded()) {
      response.reset(NO_ERROR);
    }
  }

  /// Who asks for the head alone is told how long the body would be.
  private Future<Void> end(byte[] content) {
    if (!isHead()) {
      return response.end(buffer(content));
    }
    if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(content.length));
    }
    return response.end();
  }

  private boolean isHead() {
    return request.method().equals(HttpMethod.HEAD);
  }

  private void head(int status, Headers headers) {
    response.setStatusCode(status);
    headers.asMap().forEach((name, values) -> response.putHeader(name, values));
    if (!response.headers().contains(HttpHeaders.DATE)) {
      response.putHeader(HttpHeaders.DATE, traffic.date().now());
    }
    if (isShared()) {
      if (response.headers().contains(HttpHeaders.CONNECTION)) {
        response.headers().remove(HttpHeaders.CONNECTION);
        traffic.connections().leave(request);
      }
    } else if (isLast()) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  /// Nobody knows whether a body comes yet that was not asked for: it could be taken for a request.
  private boolean isLast() {
    return traffic.connections().announcesEnd(request)
        || body.isHeldBack()
        || InvalidRequests.isPreface(request)
        || asksToClose();
  }

  private boolean asksToClose() {
    return request.headers().contains(HttpHeaders.CONNECTION)
        && CLOSE.isIn(String.join(",", request.headers().getAll(HttpHeaders.CONNECTION)));
  }

  /// Whether other requests may be under way on the connection: it is not closed by a header.
  private boolean isShared() {
    return request.version() == HttpVersion.HTTP_2;
  }

  /// Writes one piece while the next is made.
  private void stream(Reply.Streamed reply) {
    var pieces = new PieceWriter(reply);
    try {
      reply.writer().write(pieces);
      pieces.finish();
    } catch (CompletionException e) {
      clientGone(e);
    } catch (IOException broken) {
      LOG.debug("a reply breaks off: {}", broken.getMessage());
      context.runOnContext(_ -> cut());
    } catch (RuntimeException | Error e) {
      LOG.error("the reply to {} {} broke off", request.method(), request.path(), e);
      context.runOnContext(_ -> cut());
    }
  }

  private final class PieceWriter implements Reply.BodySink {
    private final Reply.Streamed reply;
    private CompletableFuture<Void> previous = CompletableFuture.completedFuture(null);
    private boolean begun; // touched by the event loop only

    private PieceWriter(Reply.Streamed reply) {
      this.reply = reply;
    }

    /// The head may change until the first piece comes.
    private void begin() {
      if (!begun) {
        begun = true;
        body.letGo();
        head(reply.status(), reply.headers());
        response.setChunked(reply.headers().first("Content-Length").isEmpty() && !isHead());
      }
    }

    @Override
    public void write(byte[] piece) {
      previous.join();
      previous =
          onContext(
              () -> {
                begin();
                return isHead() ? Future.succeededFuture() : response.write(buffer(piece));
              });
    }

    @Override
    public void expectSilence(Runnable whenGone) {
      context.runOnContext(
          _ -> {
            if (!response.closed()) {
              begin();
            }
            onGone(whenGone);
            if (!response.closed() && !response.headWritten()) {
              response.writeHead();
            }
          });
    }

    void finish() {
      onContext(
              () -> {
                begin();
                body.drop();
                return closing(response::end);
              })
          .join();
    }
  }

  @Override
  public void whenGone(Runnable action) {
    context.runOnContext(_ -> onGone(action));
  }

  /// To be called on the event loop.
  private void onGone(Runnable action) {
    if (response.closed()) {
      action.run();
    } else {
      response.closeHandler(_ -> action.run());
    }
  }

  private CompletableFuture<Void> onContext(Supplier<Future<Void>> action) {
    var done = new CompletableFuture<Void>();
    context.runOnContext(
        _ -> {
          if (response.closed()) {
            done.completeExceptionally(new IllegalStateException("the client has gone"));
            return;
          }
          action.get().onSuccess(done::complete).onFailure(done::completeExceptionally);
        });
    return done;
  }

  private void push(Reply.Pushed reply) {
    if (response.closed()) {
      return;
    }
    if (IncomingRequest.isWebSocketUpgrade(request)) {
      pushMessages(reply);
      return;
    }
    head(reply.status(), reply.headers());
    body.drop();
    response.setChunked(true);
    FrameChannel.open(new FrameTarget.Body(response), context, reply.source(), traffic.channels());
  }

  private void pushMessages(Reply.Pushed reply) {
    traffic.connections().left(request);
    var form =
        reply.headers().lower("Content-Type").startsWith("application/json")
            ? FrameTarget.Messages.Form.TEXT
            : FrameTarget.Messages.Form.BINARY;
    chooseSubprotocol(reply.headers());
    request
        .toWebSocket()
        .onSuccess(
            socket ->
                FrameChannel.open(
                    new FrameTarget.Messages(socket, form),
                    context,
                    reply.source(),
                    traffic.channels()))
        .onFailure(ReplyWriter::clientGone);
  }

  /// Vert.x names the first that the client asks for.
  private void chooseSubprotocol(Headers headers) {
    var asked = request.headers().remove(SUBPROTOCOL);
    headers.first(SUBPROTOCOL).ifPresent(chosen -> asked.set(SUBPROTOCOL, chosen));
  }

  private void upgrade(Reply.Upgraded reply) {
    var upgraded = new CompletableFuture<ByteConnection>();
    context.runOnContext(
        _ -> {
          traffic.connections().left(request);
          leaveHttp(reply.headers())
              .map(socket -> SocketCarrier.connect(socket, context))
              .onSuccess(upgraded::complete)
              .onFailure(upgraded::completeExceptionally);
        });
    try (var connection = upgraded.join()) {
      reply.handler().run(connection);
    } catch (CompletionException e) {
      clientGone(e);
    }
  }

  /// Vert.x lets only GET leave HTTP; clients that speak SPDY ask by POST. For them the answer's
  /// head is the first that goes over the bare connection.
  private Future<NetSocket> leaveHttp(Headers headers) {
    if (request.method().equals(HttpMethod.GET)) {
      headers.asMap().forEach((name, values) -> response.putHeader(name, values));
      body.drop();
      return request.toNetSocket();
    }
    if (request.connection() instanceof Http1xServerConnection connection) {
      return connection
          .netSocket()
          .compose(socket -> socket.write(switchingHead(headers)).map(socket));
    }
    return Future.failedFuture("HTTP/2 cannot be left");
  }

  private static String switchingHead(Headers headers) {
    var head = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n");
    headers
        .asMap()
        .forEach(
            (name, values) ->
                values.forEach(v -> head.append(name).append(": ").append(v).append("\r\n")));
    return head.append("\r\n").toString();
  }

  static Buffer buffer(byte[] bytes) {
    return BufferImpl.buffer(Unpooled.wrappedBuffer(bytes));
  }

  /// All of them in one.
  static Buffer buffer(List<byte[]> pieces) {
    return pieces.size() == 1
        ? buffer(pieces.getFirst())
        : BufferImpl.buffer(Unpooled.copiedBuffer(pieces.toArray(byte[][]::new)));
  }

  private static void clientGone(Throwable cause) {
    LOG.debug("a client has gone before its reply was written", cause);
  }
}
