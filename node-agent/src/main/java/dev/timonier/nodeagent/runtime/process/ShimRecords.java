package dev.timonier.nodeagent.runtime.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// What shims write: little-endian words.
final class ShimRecords {
  private static final int SIGNALED = 128;

  private ShimRecords() {}

  /// Who runs since when.
  record Started(long process, long shim, Instant at) {
    static Started read(Path file) throws IOException {
      var words = words(file);
      return new Started(words.getLong(0), words.getLong(8), time(words, 16));
    }
  }

  /// How it ended.
  ///
  /// @param exitCode 128 plus the signal's number when a signal ended it
  record Ended(int exitCode, Instant at) {
    static Ended read(Path file) throws IOException {
      var words = words(file);
      return new Ended(ShimRecords.exitCode(words.getInt(0)), time(words, 8));
    }
  }

  /// A wait status as shells and Kubernetes show it.
  static int exitCode(int waitStatus) {
    var signal = waitStatus & 0x7F;
    return signal == 0 ? (waitStatus >> 8) & 0xFF : SIGNALED + signal;
  }

  private static ByteBuffer words(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Instant time(ByteBuffer words, int at) {
    return Instant.ofEpochSecond(words.getLong(at), words.getLong(at + 8));
  }
}
