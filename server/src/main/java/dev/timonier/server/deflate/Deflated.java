package dev.timonier.server.deflate;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Bytes in compressed form, which may stand anywhere in a compressed body: whole blocks (RFC 1951)
/// that end with an octet, of which none is the last, and none refers to what is before its own. So
/// what many bodies have in common is compressed once:
///
/// ```
/// gzip head | {"kind":"PodList",…"items":[ | 30 Pods | , | 28 Pods | … | ]} | last block | gzip tail
/// ```
///
/// @param length of the bytes before they were compressed
/// @param checksum their CRC-32
public record Deflated(byte[] blocks, int length, int checksum) {
  private static final int MOST_STORED = 0xffff;
  private static final int SPARE = 64;

  /// Compresses bytes, as fast as it can: to try harder saves little.
  public static Deflated of(byte[] plain) {
    var deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      deflater.setInput(plain);
      return new Deflated(blocks(deflater, plain.length / 4), plain.length, checksum(plain));
    } finally {
      deflater.end();
    }
  }

  private static byte[] blocks(Deflater deflater, int expected) {
    var piece = new byte[expected + SPARE];
    var blocks = new ByteArrayOutputStream(piece.length);
    for (var complete = false; !complete; ) { // it is when there was room to spare
      var count = deflater.deflate(piece, 0, piece.length, Deflater.SYNC_FLUSH);
      blocks.write(piece, 0, count);
      complete = count < piece.length;
    }
    return blocks.toByteArray();
  }

  /// The form of a few bytes, which are not worth the work: one block that holds them as they are.
  public static Deflated stored(byte[] plain) {
    if (plain.length > MOST_STORED) {
      return of(plain);
    }
    var block = new ByteArrayOutputStream(plain.length + 5);
    block.write(0);
    writeShort(block, plain.length);
    writeShort(block, ~plain.length);
    block.writeBytes(plain);
    return new Deflated(block.toByteArray(), plain.length, checksum(plain));
  }

  private static void writeShort(ByteArrayOutputStream out, int value) {
    out.write(value);
    out.write(value >> 8);
  }

  private static int checksum(byte[] plain) {
    var crc = new CRC32();
    crc.update(plain);
    return (int) crc.getValue();
  }
}
