package dev.timonier.nodeagent.server;

import dev.timonier.machinery.stream.PieceInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;

/// The client's end of a WebSocket whose handshake is over, as bare as can be: each write is a
/// binary frame, masked with zero. The JDK's own client refuses sub-protocols with a slash.
final class WebSocketFrames {
  private static final int BINARY = 0x82;
  private static final int MASKED = 0x80;
  private static final int TWO_BYTES = 126;

  private final DataInputStream from;
  private final DataOutputStream to;

  WebSocketFrames(InputStream from, OutputStream to) {
    this.from = new DataInputStream(from);
    this.to = new DataOutputStream(to);
  }

  InputStream input() {
    return new PieceInput(this::frame);
  }

  private Optional<byte[]> frame() throws IOException {
    try {
      from.readByte();
      var length = from.readByte() & 0x7f;
      if (length == TWO_BYTES) {
        length = from.readUnsignedShort();
      }
      return Optional.of(from.readNBytes(length));
    } catch (EOFException end) {
      return Optional.empty();
    }
  }

  OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet});
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        to.writeByte(BINARY);
        if (length < TWO_BYTES) {
          to.writeByte(MASKED | length);
        } else {
          to.writeByte(MASKED | TWO_BYTES);
          to.writeShort(length);
        }
        to.writeInt(0);
        to.write(Arrays.copyOfRange(bytes, offset, offset + length));
        to.flush();
      }
    };
  }
}
