package dev.timonier.nodeagent.spdy;

import dev.timonier.machinery.stream.PiecePipe;
import dev.timonier.nodeagent.spdy.SpdyFrame.Rest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A stream that the client has opened.
public final class SpdyStream {
  private static final int MOST_WAITING = 4 << 20;
  private static final int LARGEST_PIECE = 32 << 10;

  private final int id;
  private final Map<String, List<String>> headers;
  private final SpdyWriter writer;
  private final PiecePipe pipe = new PiecePipe(MOST_WAITING);
  private volatile boolean outputOver;

  SpdyStream(int id, Map<String, List<String>> headers, SpdyWriter writer) {
    this.id = id;
    this.headers = headers;
    this.writer = writer;
  }

  public int id() {
    return id;
  }

  /// The first value of a header, whose name may be in any case.
  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /// What the client sends, until it sends no more.
  public InputStream input() {
    return pipe.input();
  }

  /// To the client; closing it says that there is no more.
  public OutputStream output() {
    return new Output();
  }

  void received(SpdyFrame.Data data) throws IOException {
    if (data.bytes().length > 0 && !pipe.isEnded()) {
      pipe.put(data.bytes());
    }
    if (data.rest() == Rest.LAST) {
      ended();
    }
  }

  /// The client sends no more.
  void ended() {
    pipe.end();
  }

  /// The client has given the stream up, in both directions.
  void dropped() {
    ended();
    outputOver = true;
  }

  /// Whether neither end sends any more.
  public boolean isOver() {
    return pipe.isEnded() && outputOver;
  }

  /// Ends the stream in both directions, at once.
  public void reset() throws IOException {
    dropped();
    writer.write(new SpdyFrame.RstStream(id, SpdyFrame.RstStream.CANCEL));
  }

  private final class Output extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet});
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (outputOver) {
        throw new IOException("the stream is over");
      }
      for (var at = offset; at < offset + length; at += LARGEST_PIECE) {
        var end = Math.min(at + LARGEST_PIECE, offset + length);
        writer.write(new SpdyFrame.Data(id, Rest.MORE, Arrays.copyOfRange(bytes, at, end)));
      }
    }

    @Override
    public void close() throws IOException {
      if (!outputOver) {
        outputOver = true;
        writer.write(new SpdyFrame.Data(id, Rest.LAST, new byte[0]));
      }
    }
  }
}
