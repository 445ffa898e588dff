package dev.timonier.nodeagent.spdy;

import dev.timonier.machinery.stream.ByteConnection;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server's end of a connection: accepts each stream that the client opens.
///
/// A stream that nobody reads holds the others up once some megabytes of it wait, because the
/// clients of Kubernetes know no flow control.
public final class SpdyConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpdyConnection.class);
  private static final int MOST_STREAMS = 2000;

  private final ByteConnection bytes;
  private final SpdyReader reader;
  private final SpdyWriter writer;
  private final Map<Integer, SpdyStream> streams = new ConcurrentHashMap<>();
  private volatile int lastStream;

  /// @param bytes belongs to the connection from now on
  public SpdyConnection(ByteConnection bytes) {
    this.bytes = bytes;
    this.reader = new SpdyReader(bytes.input());
    this.writer = new SpdyWriter(bytes.output());
  }

  /// Reads until the client has gone.
  ///
  /// @param opened is told each new stream; must not wait for it
  public void run(Consumer<SpdyStream> opened) throws IOException {
    try {
      var frame = reader.read();
      while (frame.isPresent()) {
        take(frame.get(), opened);
        frame = reader.read();
      }
    } finally {
      streams.values().forEach(SpdyStream::ended);
      reader.close();
    }
  }

  private void take(SpdyFrame frame, Consumer<SpdyStream> opened) throws IOException {
    switch (frame) {
      case SpdyFrame.SynStream open -> open(open, opened);
      case SpdyFrame.Data data -> data(data);
      case SpdyFrame.RstStream(var id, _) -> reset(id);
      case SpdyFrame.Ping ping -> writer.write(ping);
      case SpdyFrame.Headers _ -> {}
      case SpdyFrame.SynReply _ -> {}
      case SpdyFrame.GoAway _ -> {}
      case SpdyFrame.Other _ -> {}
    }
  }

  private void open(SpdyFrame.SynStream open, Consumer<SpdyStream> opened) throws IOException {
    streams.values().removeIf(SpdyStream::isOver);
    if (streams.size() == MOST_STREAMS) {
      writer.write(new SpdyFrame.RstStream(open.stream(), SpdyFrame.RstStream.REFUSED));
      return;
    }
    lastStream = open.stream();
    var stream = new SpdyStream(open.stream(), open.headers(), writer);
    if (streams.putIfAbsent(open.stream(), stream) != null) {
      throw new IOException("stream " + open.stream() + " is open");
    }
    writer.write(new SpdyFrame.SynReply(open.stream(), SpdyFrame.Rest.MORE, Map.of()));
    if (open.rest() == SpdyFrame.Rest.LAST) {
      stream.ended();
    }
    opened.accept(stream);
  }

  private void data(SpdyFrame.Data data) throws IOException {
    var stream = streams.get(data.stream());
    if (stream == null) {
      writer.write(new SpdyFrame.RstStream(data.stream(), SpdyFrame.RstStream.CANCEL));
      return;
    }
    stream.received(data);
  }

  private void reset(int id) {
    var stream = streams.remove(id);
    if (stream != null) {
      stream.dropped();
    }
  }

  /// Ends the connection, with a word; what was written arrives.
  @Override
  public void close() {
    streams.values().forEach(SpdyStream::ended);
    sayGoodbye();
    writer.close();
    bytes.close();
  }

  private void sayGoodbye() {
    try {
      writer.write(new SpdyFrame.GoAway(lastStream, SpdyFrame.GoAway.OK));
    } catch (IOException gone) {
      LOG.debug("a client has gone: {}", gone.getMessage());
    }
  }
}
