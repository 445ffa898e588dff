package dev.timonier.server.http;

import dev.timonier.machinery.stream.ByteConnection;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Reply;
import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the reply to one request.
final class ReplyWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ReplyWriter.class);

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final IncomingBody body;
  private final Context context;

  ReplyWriter(HttpServerRequest request, IncomingBody body, Context context) {
    this.request = request;
    this.body = body;
    this.response = request.response();
    this.context = context;
  }

  void write(Reply reply) {
    switch (reply) {
      case Reply.Complete complete -> context.runOnContext(_ -> complete(complete));
      case Reply.Streamed streamed -> stream(streamed);
      case Reply.Pushed pushed -> context.runOnContext(_ -> push(pushed));
      case Reply.Upgraded upgraded -> upgrade(upgraded);
    }
  }

  private void complete(Reply.Complete reply) {
    if (response.closed()) {
      return;
    }
    body.letGo();
    head(reply.status(), reply.headers());
    response.end(buffer(reply.body())).onFailure(ReplyWriter::clientGone);
    body.drop();
  }

  private void head(int status, Headers headers) {
    response.setStatusCode(status);
    headers.asMap().forEach((name, values) -> response.putHeader(name, values));
  }

  /// Writes one piece while the next is made.
  private void stream(Reply.Streamed reply) {
    var pieces = new PieceWriter();
    var _ = onContext(() -> begin(reply));
    try {
      reply.writer().write(pieces);
      pieces.finish();
    } catch (CompletionException e) {
      clientGone(e);
    } catch (IOException broken) {
      LOG.debug("a reply breaks off: {}", broken.getMessage());
      context.runOnContext(_ -> response.reset());
    }
  }

  private Future<Void> begin(Reply.Streamed reply) {
    body.letGo();
    head(reply.status(), reply.headers());
    response.setChunked(reply.headers().first("Content-Length").isEmpty());
    return Future.succeededFuture();
  }

  private final class PieceWriter implements Reply.BodySink {
    private CompletableFuture<Void> previous = CompletableFuture.completedFuture(null);

    @Override
    public void write(byte[] piece) {
      previous.join();
      previous = onContext(() -> response.write(buffer(piece)));
    }

    @Override
    public void expectSilence(Runnable whenGone) {
      context.runOnContext(
          _ -> {
            ReplyWriter.whenGone(response, whenGone);
            if (!response.closed() && !response.headWritten()) {
              response.writeHead();
            }
          });
    }

    void finish() {
      onContext(
              () -> {
                body.drop();
                return response.end();
              })
          .join();
    }
  }

  /// To be called on the event loop.
  static void whenGone(HttpServerResponse response, Runnable action) {
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
    response.setChunked(true);
    FrameChannel.open(new FrameTarget.Body(response), context, reply.source());
  }

  private void pushMessages(Reply.Pushed reply) {
    var form =
        reply.headers().lower("Content-Type").startsWith("application/json")
            ? FrameTarget.Messages.Form.TEXT
            : FrameTarget.Messages.Form.BINARY;
    request
        .toWebSocket()
        .onSuccess(
            socket ->
                FrameChannel.open(new FrameTarget.Messages(socket, form), context, reply.source()))
        .onFailure(ReplyWriter::clientGone);
  }

  private void upgrade(Reply.Upgraded reply) {
    var upgraded = new CompletableFuture<ByteConnection>();
    context.runOnContext(
        _ -> {
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

  private static void clientGone(Throwable cause) {
    LOG.debug("a client has gone before its reply was written", cause);
  }
}
