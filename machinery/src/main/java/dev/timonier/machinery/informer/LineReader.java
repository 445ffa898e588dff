package dev.timonier.machinery.informer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Splits a stream into lines. For one thread.
final class LineReader {
  private static final int CAPACITY = 8192;

  private final InputStream source;
  private final byte[] buffer = new byte[CAPACITY];
  private int at;
  private int end;

  LineReader(InputStream source) {
    this.source = source;
  }

  /// Waits for the next line that is not empty; returns an empty one at the end, even if the stream
  /// broke off amid a line.
  byte[] next() throws IOException {
    var line = line();
    while (line.length == 0 && end > 0) {
      line = line();
    }
    return line;
  }

  private byte[] line() throws IOException {
    var beginning = new ByteArrayOutputStream(0);
    while (at < end || fill()) {
      var start = at;
      if (skipToLineEnd()) {
        return joined(beginning, start, at++);
      }
      beginning.write(buffer, start, at - start);
    }
    return new byte[0];
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, source.read(buffer, 0, CAPACITY));
    return end > 0;
  }

  private boolean skipToLineEnd() {
    while (at < end && buffer[at] != '\n') {
      at++;
    }
    return at < end;
  }

  private byte[] joined(ByteArrayOutputStream beginning, int start, int lineEnd) {
    if (beginning.size() == 0) {
      return Arrays.copyOfRange(buffer, start, lineEnd);
    }
    beginning.write(buffer, start, lineEnd - start);
    return beginning.toByteArray();
  }
}
