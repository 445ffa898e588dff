package dev.timonier.nodeagent.spdy;

import java.util.List;
import java.util.Map;

/// What travels over a connection. Frames about priorities and flow control are read and left out:
/// no client of Kubernetes uses them.
///
/// ```
/// control: 1 | version (15 bits) | type (16) | flags (8) | length (24) | content
/// data:    0 | stream (31 bits)              | flags (8) | length (24) | content
/// ```
public sealed interface SpdyFrame {
  /// Whether the sender sends more on this stream.
  enum Rest {
    MORE,
    LAST
  }

  /// @param bytes belongs to the frame
  record Data(int stream, Rest rest, byte[] bytes) implements SpdyFrame {}

  /// Opens a stream.
  ///
  /// @param headers names in lower case
  record SynStream(int stream, Rest rest, Map<String, List<String>> headers) implements SpdyFrame {}

  /// Accepts a stream.
  record SynReply(int stream, Rest rest, Map<String, List<String>> headers) implements SpdyFrame {}

  /// Ends a stream in both directions, at once.
  record RstStream(int stream, int status) implements SpdyFrame {
    public static final int REFUSED = 3;
    public static final int CANCEL = 5;
  }

  /// To be sent back as it is, if the other end has begun.
  record Ping(int id) implements SpdyFrame {}

  /// No more streams will be accepted.
  record GoAway(int lastStream, int status) implements SpdyFrame {
    public static final int OK = 0;
  }

  /// More headers of a stream.
  record Headers(int stream, Rest rest, Map<String, List<String>> headers) implements SpdyFrame {}

  /// A frame that means nothing here.
  record Other(int type, byte[] content) implements SpdyFrame {}
}
