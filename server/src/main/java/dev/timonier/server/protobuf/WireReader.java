package dev.timonier.server.protobuf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads the fields of one message (<https://protobuf.dev/programming-guides/encoding/>).
final class WireReader {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  private static final int GROUP = 3;
  private static final int END_GROUP = 4;
  private static final int FIXED32 = 5;
  private static final int VARINT_BITS = 70;

  private final byte[] buffer;
  private final int end;
  private int position;
  private int wireType;

  WireReader(byte[] buffer) {
    this(buffer, 0, buffer.length);
  }

  WireReader(byte[] buffer, int from, int end) {
    this.buffer = buffer;
    this.position = from;
    this.end = end;
  }

  boolean hasNext() {
    return position < end;
  }

  /// Reads a field's key, and returns its number.
  int next() {
    return number(varint());
  }

  /// The same where no group can end.
  int nextField() {
    var key = varint();
    if ((key & 7) == END_GROUP) {
      throw new MalformedMessage.WrongTag("wiretype end group for non-group");
    }
    return number(key);
  }

  private int number(long key) {
    wireType = (int) key & 7;
    var number = (int) (key >>> 3);
    if (number <= 0) {
      throw new MalformedMessage.WrongTag("illegal tag " + number + " (wire type " + key + ")");
    }
    return number;
  }

  /// Has the present field read as if it had come with its length, whatever its key says.
  void assumeBytes() {
    wireType = BYTES;
  }

  int wireType() {
    return wireType;
  }

  /// Checks the form in which the present field came.
  void expect(int type) {
    if (wireType != type) {
      throw new MalformedMessage.WrongWireType(wireType);
    }
  }

  long varint() {
    var value = 0L;
    for (var shift = 0; shift < VARINT_BITS; shift += 7) {
      var next = octet();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new MalformedMessage("proto: integer overflow");
  }

  private byte octet() {
    if (position >= end) {
      throw new MalformedMessage("unexpected EOF");
    }
    return buffer[position++];
  }

  double fixed64() {
    var at = advance(8);
    return ByteBuffer.wrap(buffer, at, 8).order(ByteOrder.LITTLE_ENDIAN).getDouble();
  }

  /// A message within this one.
  WireReader message() {
    var length = length();
    var from = advance(length);
    return new WireReader(buffer, from, from + length);
  }

  byte[] bytes() {
    var length = length();
    var from = advance(length);
    return Arrays.copyOfRange(buffer, from, from + length);
  }

  String text() {
    var length = length();
    return new String(buffer, advance(length), length, StandardCharsets.UTF_8);
  }

  private int length() {
    expect(BYTES);
    var length = varint();
    if (length < 0) {
      throw new MalformedMessage("proto: negative length found during unmarshaling");
    }
    if (length > end - position) {
      throw new MalformedMessage("unexpected EOF");
    }
    return (int) length;
  }

  /// Steps over bytes, and returns where they began.
  private int advance(int count) {
    if (count > end - position) {
      throw new MalformedMessage("unexpected EOF");
    }
    var from = position;
    position += count;
    return from;
  }

  /// Steps over the value of the present field.
  void skip() {
    switch (wireType) {
      case VARINT -> varint();
      case FIXED64 -> advance(8);
      case BYTES -> advance(length());
      case FIXED32 -> advance(4);
      case GROUP -> skipGroup();
      case END_GROUP -> throw new MalformedMessage("proto: unexpected end of group");
      default -> throw new MalformedMessage("proto: illegal wireType " + wireType);
    }
  }

  private void skipGroup() {
    for (var depth = 1; depth > 0; ) {
      next();
      switch (wireType) {
        case GROUP -> depth++;
        case END_GROUP -> depth--;
        default -> skip();
      }
    }
  }
}
