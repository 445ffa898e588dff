package dev.timonier.server.openapi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes a message in the encoding of Protocol Buffers
/// (<https://protobuf.dev/programming-guides/encoding/>).
final class MessageWriter {
  private static final int VARINT = 0;
  private static final int DOUBLE = 1;
  private static final int BYTES = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  void flag(int number) {
    tag(number, VARINT);
    out.write(1);
  }

  void real(int number, double value) {
    tag(number, DOUBLE);
    var bits = Double.doubleToLongBits(value);
    for (var i = 0; i < Long.BYTES; i++) {
      out.write((int) ((bits >>> (8 * i)) & 0xff));
    }
  }

  void text(int number, String text) {
    bytes(number, text.getBytes(StandardCharsets.UTF_8));
  }

  void message(int number, MessageWriter message) {
    bytes(number, message.out.toByteArray());
  }

  private void bytes(int number, byte[] bytes) {
    tag(number, BYTES);
    varint(bytes.length);
    out.writeBytes(bytes);
  }

  private void tag(int number, int type) {
    varint((number << 3) | type);
  }

  private void varint(int value) {
    var rest = value;
    while ((rest & ~0x7f) != 0) {
      out.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }
}
