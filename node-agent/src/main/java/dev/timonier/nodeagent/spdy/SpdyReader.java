package dev.timonier.nodeagent.spdy;

import dev.timonier.nodeagent.spdy.SpdyFrame.Rest;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads frames. One thread uses it.
public final class SpdyReader implements AutoCloseable {
  private static final int VERSION = 3;
  private static final int BUFFER = 64 << 10;
  private static final int LARGEST_PIECE = 64 << 10;
  private static final int LARGEST_CONTROL = 1 << 20;

  private final DataInputStream input;
  private final HeaderExpander headers = new HeaderExpander();

  // Of the data frame that is being read.
  private int stream;
  private int large;
  private Rest last = Rest.MORE;

  public SpdyReader(InputStream input) {
    this.input = new DataInputStream(new BufferedInputStream(input, BUFFER));
  }

  /// Waits for the next frame; empty when the connection has ended between two. Data that come in a
  /// large frame are several, so that no more is held than what is read at once.
  public Optional<SpdyFrame> read() throws IOException {
    if (large > 0) {
      return Optional.of(piece());
    }
    int first;
    try {
      first = input.readInt();
    } catch (EOFException end) {
      return Optional.empty();
    }
    var second = input.readInt();
    var length = second & 0xffffff;
    var rest = (second >>> 24 & 1) == 1 ? Rest.LAST : Rest.MORE;
    if (first < 0) {
      return Optional.of(control(first, rest, content(length)));
    }
    stream = first;
    last = rest;
    large = length;
    return Optional.of(piece());
  }

  private SpdyFrame.Data piece() throws IOException {
    var bytes = new byte[Math.min(large, LARGEST_PIECE)];
    input.readFully(bytes);
    large -= bytes.length;
    return new SpdyFrame.Data(stream, large > 0 ? Rest.MORE : last, bytes);
  }

  private byte[] content(int length) throws IOException {
    if (length > LARGEST_CONTROL) {
      throw new IOException("too large a frame");
    }
    var content = new byte[length];
    input.readFully(content);
    return content;
  }

  private SpdyFrame control(int first, Rest rest, byte[] content) throws IOException {
    if ((first >>> 16 & 0x7fff) != VERSION) {
      throw new IOException("unsupported version of SPDY");
    }
    var type = first & 0xffff;
    return switch (type) {
      case FrameType.SYN_STREAM ->
          new SpdyFrame.SynStream(number(content, 0), rest, fields(content, 10));
      case FrameType.SYN_REPLY ->
          new SpdyFrame.SynReply(number(content, 0), rest, fields(content, 4));
      case FrameType.HEADERS -> new SpdyFrame.Headers(number(content, 0), rest, fields(content, 4));
      case FrameType.RST_STREAM -> new SpdyFrame.RstStream(number(content, 0), number(content, 4));
      case FrameType.PING -> new SpdyFrame.Ping(number(content, 0));
      case FrameType.GO_AWAY -> new SpdyFrame.GoAway(number(content, 0), number(content, 4));
      default -> new SpdyFrame.Other(type, content);
    };
  }

  private static int number(byte[] content, int at) throws IOException {
    check(content, at + Integer.BYTES);
    return ByteBuffer.wrap(content).getInt(at);
  }

  private Map<String, List<String>> fields(byte[] content, int at) throws IOException {
    check(content, at);
    return headers.expand(Arrays.copyOfRange(content, at, content.length));
  }

  private static void check(byte[] content, int length) throws IOException {
    if (content.length < length) {
      throw new IOException("too short a frame");
    }
  }

  @Override
  public void close() {
    headers.close();
  }
}
