package dev.timonier.nodeagent.server.http;

import dev.timonier.machinery.stream.ByteConnection;
import dev.timonier.machinery.stream.PushedConnection;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves the bytes of a connection that has left HTTP.
record SocketCarrier(NetSocket socket, Context context) implements PushedConnection.Carrier {
  private static final Logger LOG = LoggerFactory.getLogger(SocketCarrier.class);

  /// To be called on the event loop, before anything can arrive.
  static ByteConnection connect(NetSocket socket, Context context) {
    var connection = new PushedConnection(new SocketCarrier(socket, context));
    socket.pause();
    socket.handler((Buffer piece) -> connection.received(piece.getBytes()));
    socket.endHandler(_ -> connection.ended()); // comes after all pieces; closing would overtake
    socket.exceptionHandler(failure -> LOG.debug("a connection failed", failure));
    connection.start();
    return connection;
  }

  @Override
  public void demand(long pieces) {
    context.runOnContext(_ -> socket.fetch(pieces));
  }

  @Override
  public CompletionStage<Void> send(byte[] piece) {
    var sent = new CompletableFuture<Void>();
    context.runOnContext(
        _ ->
            socket
                .write(ResponseBody.buffer(piece))
                .onSuccess(sent::complete)
                .onFailure(sent::completeExceptionally));
    return sent;
  }

  @Override
  public void close() {
    context.runOnContext(_ -> socket.close());
  }
}
