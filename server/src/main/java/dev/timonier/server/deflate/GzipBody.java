package dev.timonier.server.deflate;

import java.io.ByteArrayOutputStream;

/// Puts the parts of a gzip body (RFC 1952) one after the other. For one thread.
public final class GzipBody {
  private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 0xff};
  private static final byte[] LAST_BLOCK = {3, 0};

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final JoinedChecksum checksum = new JoinedChecksum();
  private long length;

  public GzipBody() {
    out.writeBytes(HEAD);
  }

  public void append(Deflated part) {
    out.writeBytes(part.blocks());
    checksum.append(part.checksum(), part.length());
    length += part.length();
  }

  /// How many bytes [#drain()] would give.
  public int size() {
    return out.size();
  }

  /// What the body has got since the last time.
  public byte[] drain() {
    var bytes = out.toByteArray();
    out.reset();
    return bytes;
  }

  /// Nothing is appended any more.
  public GzipBody end() {
    out.writeBytes(LAST_BLOCK);
    writeInt(checksum.value());
    writeInt((int) length);
    return this;
  }

  private void writeInt(int value) {
    for (var shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write(value >> shift);
    }
  }
}
