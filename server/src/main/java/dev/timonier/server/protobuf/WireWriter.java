package dev.timonier.server.protobuf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes messages from their last byte to their first, so that the length of a message is known
/// when its turn comes and nothing is copied. Fields are therefore written in the opposite order.
public final class WireWriter {
  private static final int FIRST_CAPACITY = 1024;
  private static final int LONGEST_VARINT = 10;

  private byte[] buffer = new byte[FIRST_CAPACITY];
  private int start = FIRST_CAPACITY;

  /// How many bytes there are.
  public int size() {
    return buffer.length - start;
  }

  public byte[] toByteArray() {
    return Arrays.copyOfRange(buffer, start, buffer.length);
  }

  private void reserve(int count) {
    if (count > start) {
      var capacity = Math.max(buffer.length * 2, buffer.length + count);
      var larger = new byte[capacity];
      var size = size();
      System.arraycopy(buffer, start, larger, capacity - size, size);
      buffer = larger;
      start = capacity - size;
    }
  }

  WireWriter bytes(byte[] bytes) {
    reserve(bytes.length);
    start -= bytes.length;
    System.arraycopy(bytes, 0, buffer, start, bytes.length);
    return this;
  }

  WireWriter varint(long value) {
    reserve(LONGEST_VARINT);
    var length = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    start -= length;
    var rest = value;
    for (var i = 0; i < length - 1; i++) {
      buffer[start + i] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[start + length - 1] = (byte) rest;
    return this;
  }

  private WireWriter key(int number, int wireType) {
    return varint((long) number << 3 | wireType);
  }

  public void varintField(int number, long value) {
    varint(value).key(number, WireReader.VARINT);
  }

  public void doubleField(int number, double value) {
    var bits = Double.doubleToLongBits(value);
    var bytes = new byte[Long.BYTES];
    for (var i = 0; i < Long.BYTES; i++) {
      bytes[i] = (byte) (bits >>> (Byte.SIZE * i));
    }
    bytes(bytes).key(number, WireReader.FIXED64);
  }

  void bytesField(int number, byte[] value) {
    bytes(value).varint(value.length).key(number, WireReader.BYTES);
  }

  public void textField(int number, String value) {
    bytesField(number, value.getBytes(StandardCharsets.UTF_8));
  }

  /// Closes a message field whose content was written since.
  ///
  /// @param sizeBefore the writer's size before the content
  public void closeMessage(int number, int sizeBefore) {
    varint(size() - sizeBefore).key(number, WireReader.BYTES);
  }
}
