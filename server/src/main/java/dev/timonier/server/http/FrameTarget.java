package dev.timonier.server.http;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;

/// What carries frames to a client. Used by the event loop only.
sealed interface FrameTarget {
  /// Tells the channel when there is room again, and when the client has gone.
  void connect(Runnable drained, Runnable closed);

  boolean isFull();

  /// @param frames one after the other, at least one
  void write(List<byte[]> frames);

  /// Ends after what was written.
  void end();

  /// Cuts the connection.
  void cut();

  /// The frames make up the body of a response.
  record Body(HttpServerResponse response) implements FrameTarget {
    @Override
    public void connect(Runnable drained, Runnable closed) {
      response.exceptionHandler(_ -> closed.run());
      response.closeHandler(_ -> closed.run());
      response.drainHandler(_ -> drained.run());
      response.writeHead();
    }

    @Override
    public boolean isFull() {
      return response.writeQueueFull();
    }

    @Override
    public void write(List<byte[]> frames) {
      response.write(ReplyWriter.buffer(frames.size() == 1 ? frames.getFirst() : joined(frames)));
    }

    private static byte[] joined(List<byte[]> frames) {
      var bytes = new byte[frames.stream().mapToInt(frame -> frame.length).sum()];
      var at = 0;
      for (var frame : frames) {
        System.arraycopy(frame, 0, bytes, at, frame.length);
        at += frame.length;
      }
      return bytes;
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

  /// Each frame is a message.
  record Messages(ServerWebSocket socket, Form form) implements FrameTarget {
    /// Whether messages are text.
    enum Form {
      TEXT,
      BINARY
    }

    @Override
    public void connect(Runnable drained, Runnable closed) {
      socket.exceptionHandler(_ -> closed.run());
      socket.closeHandler(_ -> closed.run());
      socket.drainHandler(_ -> drained.run());
    }

    @Override
    public boolean isFull() {
      return socket.writeQueueFull();
    }

    @Override
    public void write(List<byte[]> frames) {
      frames.forEach(this::write);
    }

    private void write(byte[] frame) {
      var message = ReplyWriter.buffer(frame);
      switch (form) {
        case TEXT -> socket.writeTextMessage(message.toString());
        case BINARY -> socket.writeBinaryMessage(message);
      }
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
