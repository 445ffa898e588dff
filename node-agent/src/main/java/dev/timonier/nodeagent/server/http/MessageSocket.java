package dev.timonier.nodeagent.server.http;

import dev.timonier.machinery.stream.Inbox;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/// A WebSocket. One thread receives; any may send.
public final class MessageSocket implements AutoCloseable {
  private static final short NORMAL = 1000;
  private static final short GOING_AWAY = 1001;

  /// In how many frames ever it comes.
  private static final int LARGEST_MESSAGE = HttpListener.LARGEST_FRAME;

  private final ServerWebSocket socket;
  private final Context context;
  private final Inbox<WebSocketFrame> inbox;

  /// @param socket paused
  MessageSocket(ServerWebSocket socket, Context context) {
    this.socket = socket;
    this.context = context;
    this.inbox = new Inbox<>(frames -> context.runOnContext(_ -> socket.fetch(frames)));
    socket.frameHandler(this::take);
    socket.endHandler(_ -> inbox.end());
    socket.closeHandler(_ -> drain());
    inbox.start();
  }

  /// The news that the socket is closed overtakes what was received and not asked for yet.
  private void drain() {
    socket.fetch(Long.MAX_VALUE);
    context.runOnContext(_ -> inbox.end());
  }

  private void take(WebSocketFrame frame) {
    if (frame.isText() || frame.isBinary() || frame.isContinuation()) {
      inbox.add(frame);
    }
  }

  /// The sub-protocol that both speak; empty when the client named none.
  public String protocol() {
    return socket.subProtocol() == null ? "" : socket.subProtocol();
  }

  /// Waits for a message; empty when the other end has closed.
  public Optional<byte[]> receive() throws IOException {
    var message = new ByteArrayOutputStream();
    while (true) {
      var frame = inbox.take();
      if (frame.isEmpty()) {
        return Optional.empty();
      }
      message.writeBytes(frame.get().binaryData().getBytes());
      if (message.size() > LARGEST_MESSAGE) {
        throw new IOException("too large a message");
      }
      if (frame.get().isFinal()) {
        return Optional.of(message.toByteArray());
      }
    }
  }

  /// Sends a message, and waits while the other end is slower than we are.
  public void sendBinary(byte[] message) throws IOException {
    send(() -> socket.writeBinaryMessage(Buffer.buffer(message)));
  }

  public void sendText(String message) throws IOException {
    send(() -> socket.writeTextMessage(message));
  }

  private void send(Supplier<Future<Void>> action) throws IOException {
    Futures.await(context, () -> socket.isClosed() ? gone() : action.get());
  }

  private static Future<Void> gone() {
    return Future.failedFuture("the client has gone");
  }

  @Override
  public void close() {
    close(NORMAL);
  }

  /// Closes because this end goes away, not because all is said.
  public void leave() {
    close(GOING_AWAY);
  }

  private void close(short code) {
    context.runOnContext(
        _ -> {
          if (!socket.isClosed()) {
            socket.close(code);
          }
        });
  }
}
