package dev.timonier.server.request;

import dev.timonier.machinery.stream.ByteConnection;
import dev.timonier.server.deflate.Deflated;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a request is answered with.
public sealed interface Reply {
  int status();

  Headers headers();

  /// A whole body.
  record Complete(int status, Headers headers, byte[] body) implements Reply {}

  /// A body that is written piece by piece on the request's own thread.
  record Streamed(int status, Headers headers, BodyWriter writer) implements Reply {}

  /// A body without end: whoever has news pushes frames.
  record Pushed(int status, Headers headers, FrameSource source) implements Reply {}

  /// The connection leaves HTTP and becomes what the headers say.
  record Upgraded(Headers headers, ConnectionHandler handler) implements Reply {
    @Override
    public int status() {
      return 101;
    }
  }

  /// Speaks another protocol, on the request's own thread.
  @FunctionalInterface
  interface ConnectionHandler {
    /// @param connection is closed afterwards
    void run(ByteConnection connection);
  }

  /// Writes a body.
  @FunctionalInterface
  interface BodyWriter {
    /// @param sink takes a piece, and waits while the client is slower than we are; it keeps the
    ///   array
    /// @throws IOException when there is no more of the body, though it has not ended: the client
    ///   is cut, so that it does not take what it has for the whole
    void write(BodySink sink) throws IOException;
  }

  /// Takes the pieces of a body.
  interface BodySink {
    void write(byte[] piece);

    /// Asked before anything is written, by who has the body in compressed form, too.
    ///
    /// @param length of the body, about
    /// @return takes the body's parts if it goes out compressed
    default Optional<DeflatedSink> deflated(long length) {
      return Optional.empty();
    }

    /// Says that there may be nothing to write for long: what was written goes out now, the head at
    /// least.
    ///
    /// @param whenGone called when the client has gone, by whatever thread notices it
    void expectSilence(Runnable whenGone);
  }

  /// Takes the parts of a body in compressed form.
  @FunctionalInterface
  interface DeflatedSink {
    void write(Deflated part);
  }

  /// Has frames to push.
  @FunctionalInterface
  interface FrameSource {
    /// Starts to push; closing the result ends it.
    AutoCloseable start(FrameSink sink);
  }

  /// Takes frames. Who has more than a client may take in at once asks for room first.
  interface FrameSink {
    /// Never waits.
    ///
    /// @param frame one whole frame; the sink keeps the array
    /// @return false when the client is cut because it has not taken what was pushed before
    boolean push(byte[] frame);

    /// Waits until the client has taken most of what was pushed. To be called only while the source
    /// starts, on the thread that starts it.
    ///
    /// @return false when the client has gone
    boolean awaitRoom();

    /// No more frames.
    void end();
  }

  static Reply text(int status, String text) {
    return new Complete(
        status,
        Headers.contentType("text/plain; charset=utf-8"),
        text.getBytes(StandardCharsets.UTF_8));
  }

  static Reply json(int status, byte[] body) {
    return new Complete(status, Headers.contentType("application/json"), body);
  }
}
