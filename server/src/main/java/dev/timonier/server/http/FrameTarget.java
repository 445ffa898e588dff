package dev.timonier.server.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;

/// What carries frames to a client. Used by the event loop only.
sealed interface FrameTarget {
  /// Tells the channel when the client has gone.
  void connect(Runnable closed);

  /// @param frames one after the other, at least one
  /// @return when they have left, or cannot leave any more
  Future<Void> write(List<byte[]> frames);

  /// Ends after what was written.
  void end();

  /// Cuts the connection.
  void cut();

  /// The frames make up the body of a response.
  record Body(HttpServerResponse response) implements FrameTarget {
    @Override
    public void connect(Runnable closed) {
      response.exceptionHandler(_ -> closed.run());
      response.closeHandler(_ -> closed.run());
      response.writeHead();
    }

    @Override
    public Future<Void> write(List<byte[]> frames) {
      return response.write(ReplyWriter.buffer(frames));
    }

    @Override
    public void end() {
      response.end();
    }

    @Override
    public void cut() {
      response.reset();
    }
  }

  /// Each frame is a message; a binary one goes without the four bytes that tell its length.
  record Messages(ServerWebSocket socket, Form form) implements FrameTarget {
    /// Whether messages are text.
    enum Form {
      TEXT,
      BINARY
    }

    @Override
    public void connect(Runnable closed) {
      socket.exceptionHandler(_ -> closed.run());
      socket.closeHandler(_ -> closed.run());
    }

    @Override
    public Future<Void> write(List<byte[]> frames) {
      return frames.stream().map(this::write).reduce((_, last) -> last).orElseThrow();
    }

    private Future<Void> write(byte[] frame) {
      var message = ReplyWriter.buffer(frame);
      return switch (form) {
        case TEXT -> socket.writeTextMessage(message.toString());
        case BINARY -> socket.writeBinaryMessage(message.slice(Integer.BYTES, message.length()));
      };
    }

    @Override
    public void end() {
      socket.close();
    }

    @Override
    public void cut() {
      socket.close();
    }
  }
}
