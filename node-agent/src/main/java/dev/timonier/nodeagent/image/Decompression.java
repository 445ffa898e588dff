package dev.timonier.nodeagent.image;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;

/// Tells by its first bytes how a stream is compressed; what media types say is often wrong.
final class Decompression {
  private static final int GZIP = 0x1F8B;
  private static final int ZSTD = 0x28B52FFD;
  private static final int BUFFER = 1 << 16;

  private Decompression() {}

  static InputStream of(InputStream compressed) throws IOException {
    var buffered = new BufferedInputStream(compressed, BUFFER);
    buffered.mark(Integer.BYTES);
    var first = ByteBuffer.allocate(Integer.BYTES).put(buffered.readNBytes(Integer.BYTES));
    buffered.reset();
    var magic = first.getInt(0);
    if (magic >>> 16 == GZIP) {
      return new GZIPInputStream(buffered, BUFFER);
    }
    return magic == ZSTD ? new ZstdInputStream(buffered) : buffered;
  }
}
