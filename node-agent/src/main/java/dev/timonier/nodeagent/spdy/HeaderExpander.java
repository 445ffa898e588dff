package dev.timonier.nodeagent.spdy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Reads blocks of headers, in the order in which they come.
final class HeaderExpander implements AutoCloseable {
  private static final int PIECE = 4096;
  private static final int LARGEST_BLOCK = 1 << 20;
  private static final int MOST_HEADERS = 1000;

  private final Inflater inflater = new Inflater();

  /// @throws IOException when the block is malformed, or bombs
  Map<String, List<String>> expand(byte[] compressed) throws IOException {
    try (var block = new DataInputStream(new ByteArrayInputStream(inflate(compressed)))) {
      var count = block.readInt();
      if (count < 0 || count > MOST_HEADERS) {
        throw new IOException("too many headers");
      }
      var headers = new LinkedHashMap<String, List<String>>();
      for (var i = 0; i < count; i++) {
        headers.put(text(block), List.of(text(block).split("\0", -1)));
      }
      return headers;
    }
  }

  private byte[] inflate(byte[] compressed) throws IOException {
    inflater.setInput(compressed);
    var block = new ByteArrayOutputStream();
    var piece = new byte[PIECE];
    try {
      for (var count = next(piece); count > 0; count = next(piece)) {
        block.write(piece, 0, count);
        if (block.size() > LARGEST_BLOCK) {
          throw new IOException("too large headers");
        }
      }
    } catch (DataFormatException | IllegalArgumentException malformed) {
      throw new IOException("malformed headers", malformed);
    }
    return block.toByteArray();
  }

  private int next(byte[] piece) throws DataFormatException {
    var count = inflater.inflate(piece);
    if (count == 0 && inflater.needsDictionary()) {
      inflater.setDictionary(HeaderDictionary.bytes());
      return inflater.inflate(piece);
    }
    return count;
  }

  private static String text(DataInputStream block) throws IOException {
    var length = block.readInt();
    if (length < 0 || length > block.available()) {
      throw new IOException("malformed headers");
    }
    return new String(block.readNBytes(length), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    inflater.end();
  }
}
