package dev.timonier.nodeagent.spdy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;

/// Writes blocks of headers. All blocks of a connection are one compressed stream, so each must be
/// sent, in the order in which they were made.
final class HeaderCompressor implements AutoCloseable {
  private static final int PIECE = 4096;

  private final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);

  HeaderCompressor() {
    deflater.setDictionary(HeaderDictionary.bytes());
  }

  byte[] compress(Map<String, List<String>> headers) {
    deflater.setInput(block(headers));
    var compressed = new ByteArrayOutputStream();
    var piece = new byte[PIECE];
    int count;
    do {
      count = deflater.deflate(piece, 0, piece.length, Deflater.SYNC_FLUSH);
      compressed.write(piece, 0, count);
    } while (count == piece.length);
    return compressed.toByteArray();
  }

  private static byte[] block(Map<String, List<String>> headers) {
    var bytes = new ByteArrayOutputStream();
    try (var block = new DataOutputStream(bytes)) {
      block.writeInt(headers.size());
      for (var header : headers.entrySet()) {
        write(block, header.getKey());
        write(block, String.join("\0", header.getValue()));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream block, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    block.writeInt(bytes.length);
    block.write(bytes);
  }

  @Override
  public void close() {
    deflater.end();
  }
}
