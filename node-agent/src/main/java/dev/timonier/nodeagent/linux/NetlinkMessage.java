package dev.timonier.nodeagent.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One message of the kernel's netlink protocol in the making: a header, a fixed part, and
/// attributes that may contain attributes; everything at multiples of four.
public final class NetlinkMessage {
  public static final int REQUEST = 1;
  public static final int ACKNOWLEDGE = 4;
  public static final int EXCLUSIVE = 0x200;
  public static final int CREATE = 0x400;

  private static final int HEADER = 16;
  private static final int CAPACITY = 1024;

  private final ByteBuffer bytes = ByteBuffer.allocate(CAPACITY).order(ByteOrder.nativeOrder());

  public NetlinkMessage(int type, int flags) {
    bytes.putShort(4, (short) type).putShort(6, (short) (flags | REQUEST)).position(HEADER);
  }

  public NetlinkMessage octets(int... values) {
    for (var value : values) {
      bytes.put((byte) value);
    }
    return this;
  }

  public NetlinkMessage word(int value) {
    bytes.putInt(value);
    return this;
  }

  public NetlinkMessage attribute(int type, int value) {
    return attribute(
        type, ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array());
  }

  public NetlinkMessage attribute(int type, String text) {
    return attribute(type, (text + "\0").getBytes(StandardCharsets.UTF_8));
  }

  public NetlinkMessage attribute(int type, byte[] value) {
    return nested(type, () -> bytes.put(value));
  }

  /// An attribute made of what `content` adds.
  public NetlinkMessage nested(int type, Runnable content) {
    var start = bytes.position();
    bytes.putInt(0);
    content.run();
    bytes.putShort(start, (short) (bytes.position() - start)).putShort(start + 2, (short) type);
    while (bytes.position() % 4 != 0) {
      bytes.put((byte) 0);
    }
    return this;
  }

  public byte[] bytes() {
    bytes.putInt(0, bytes.position());
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
