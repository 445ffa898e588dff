package dev.timonier.machinery.stream;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Bytes that arrive in pieces. One thread reads it.
public final class PieceInput extends InputStream {
  private final Source source;
  private final Runnable closing;
  private byte[] piece = new byte[0];
  private int at;

  /// Where the pieces come from.
  @FunctionalInterface
  public interface Source {
    /// Waits for the next piece; empty when there will be none.
    Optional<byte[]> next() throws IOException;
  }

  public PieceInput(Source source) {
    this(source, () -> {});
  }

  /// @param closing is run when the reader closes the stream
  PieceInput(Source source, Runnable closing) {
    this.source = source;
    this.closing = closing;
  }

  @Override
  public int read() throws IOException {
    return fill() ? piece[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    var count = Math.min(length, piece.length - at);
    System.arraycopy(piece, at, target, offset, count);
    at += count;
    return count;
  }

  @Override
  public void close() {
    closing.run();
  }

  private boolean fill() throws IOException {
    while (at == piece.length) {
      var next = source.next();
      if (next.isEmpty()) {
        return false;
      }
      piece = next.get();
      at = 0;
    }
    return true;
  }
}
