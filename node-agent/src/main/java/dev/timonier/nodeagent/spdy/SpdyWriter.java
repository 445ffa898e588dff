package dev.timonier.nodeagent.spdy;

import dev.timonier.nodeagent.spdy.SpdyFrame.Rest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/// Writes frames. May be used by any thread.
public final class SpdyWriter implements AutoCloseable {
  private static final int VERSION = 3;
  private static final int CONTROL = 1 << 31;
  private static final int HEAD = 8;

  // All guarded by this.
  private final OutputStream output;
  private final HeaderCompressor headers = new HeaderCompressor();
  private boolean closed;

  public SpdyWriter(OutputStream output) {
    this.output = output;
  }

  /// Writes a frame and waits until it has left.
  public synchronized void write(SpdyFrame frame) throws IOException {
    if (closed) {
      throw new IOException("the connection is closed");
    }
    output.write(encode(frame));
    output.flush();
  }

  private byte[] encode(SpdyFrame frame) {
    return switch (frame) {
      case SpdyFrame.Data(var stream, var rest, var bytes) ->
          head(stream, flags(rest), bytes.length).put(bytes).array();
      case SpdyFrame.SynStream(var stream, var rest, var fields) -> {
        var block = headers.compress(fields);
        yield control(FrameType.SYN_STREAM, flags(rest), block.length + 10)
            .putInt(stream)
            .putInt(0)
            .putShort((short) 0)
            .put(block)
            .array();
      }
      case SpdyFrame.SynReply(var stream, var rest, var fields) ->
          withHeaders(FrameType.SYN_REPLY, stream, rest, fields);
      case SpdyFrame.Headers(var stream, var rest, var fields) ->
          withHeaders(FrameType.HEADERS, stream, rest, fields);
      case SpdyFrame.RstStream(var stream, var status) ->
          control(FrameType.RST_STREAM, 0, 8).putInt(stream).putInt(status).array();
      case SpdyFrame.Ping(var id) -> control(FrameType.PING, 0, 4).putInt(id).array();
      case SpdyFrame.GoAway(var lastStream, var status) ->
          control(FrameType.GO_AWAY, 0, 8).putInt(lastStream).putInt(status).array();
      case SpdyFrame.Other(var type, var content) ->
          control(type, 0, content.length).put(content).array();
    };
  }

  private byte[] withHeaders(int type, int stream, Rest rest, Map<String, List<String>> fields) {
    var block = headers.compress(fields);
    return control(type, flags(rest), block.length + 4).putInt(stream).put(block).array();
  }

  private static int flags(Rest rest) {
    return switch (rest) {
      case MORE -> 0;
      case LAST -> 1;
    };
  }

  private static ByteBuffer control(int type, int flags, int length) {
    return head(CONTROL | VERSION << 16 | type, flags, length);
  }

  private static ByteBuffer head(int first, int flags, int length) {
    return ByteBuffer.allocate(HEAD + length).putInt(first).putInt(flags << 24 | length);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      headers.close();
    }
  }
}
