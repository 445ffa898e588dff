package dev.timonier.nodeagent.action;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Keeps the beginning of what is written, for messages.
final class LimitedOutput extends OutputStream {
  private static final int MOST_BYTES = 10 << 10;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  @Override
  public void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  /// Two streams of a command may write at once.
  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    kept.write(bytes, offset, Math.min(length, MOST_BYTES - kept.size()));
  }

  synchronized String text() {
    return kept.toString(StandardCharsets.UTF_8);
  }
}
