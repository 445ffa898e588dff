package dev.timonier.server.proxy;

import java.nio.ByteBuffer;
import java.util.Optional;

/// Follows frames of WebSocket or SPDY that pass, so that it is known where a last one may be put
/// in. One thread uses it at a time.
///
/// ```
/// WebSocket: flags and opcode (8) | mask (1) | length (7, or 16 or 64 more) | payload
/// SPDY:      8 bytes of which the last three are the length | payload
/// ```
final class FrameBounds {
  private static final byte[] GOING_AWAY = {(byte) 0x88, 2, 0x03, (byte) 0xe9};
  private static final byte[] GO_AWAY = {(byte) 0x80, 3, 0, 7, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0};

  private final Protocol protocol;
  private final ByteBuffer head = ByteBuffer.allocate(14);
  private long payload;

  private enum Protocol {
    WEB_SOCKET,
    SPDY,
    UNKNOWN
  }

  private FrameBounds(Protocol protocol) {
    this.protocol = protocol;
  }

  /// @param upgrade what the connection was switched to
  static FrameBounds of(String upgrade) {
    return new FrameBounds(
        switch (upgrade) {
          case "websocket" -> Protocol.WEB_SOCKET;
          case "spdy/3.1" -> Protocol.SPDY;
          default -> Protocol.UNKNOWN;
        });
  }

  void passed(byte[] bytes, int count) {
    for (var at = 0; at < count && protocol != Protocol.UNKNOWN; ) {
      if (payload > 0) {
        var step = (int) Math.min(payload, count - at);
        payload -= step;
        at += step;
      } else {
        head.put(bytes[at++]);
        endHead();
      }
    }
  }

  private void endHead() {
    var length = protocol == Protocol.SPDY ? spdyLength() : webSocketLength();
    if (length >= 0) {
      payload = length;
      head.clear();
    }
  }

  /// Negative as long as it is not known.
  private long spdyLength() {
    return head.position() < 8 ? -1 : head.getInt(4) & 0xffffff;
  }

  private long webSocketLength() {
    if (head.position() < 2) {
      return -1;
    }
    var shortLength = head.get(1) & 0x7f;
    var more = shortLength == 126 ? 2 : shortLength == 127 ? 8 : 0;
    var mask = head.get(1) < 0 ? 4 : 0;
    if (head.position() < 2 + more + mask) {
      return -1;
    }
    return switch (more) {
      case 2 -> head.getShort(2) & 0xffff;
      case 8 -> head.getLong(2) & Long.MAX_VALUE;
      default -> shortLength;
    };
  }

  /// The frame that ends a connection politely; empty where none can be put in.
  Optional<byte[]> farewell() {
    if (head.position() > 0 || payload > 0) {
      return Optional.empty();
    }
    return switch (protocol) {
      case WEB_SOCKET -> Optional.of(GOING_AWAY.clone());
      case SPDY -> Optional.of(GO_AWAY.clone());
      case UNKNOWN -> Optional.empty();
    };
  }
}
