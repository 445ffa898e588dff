package dev.timonier.storage.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;

/// Keeps the log's file longer than the log. A sync of a file that has grown writes its new length,
/// too, to another place of the disk, and takes half as long again as one of bytes that were there
/// before: most of what a lonely client waits for.
///
/// The zeros are appended, and appending is atomic. RocksDB writes where its records end: if that
/// is before the zeros, it overwrites them; what it has written meanwhile the zeros come after.
/// When it closes a log, it cuts off the rest of them. What is left of them after a crash, it takes
/// for the end of the log.
///
/// All of this is for speed only: where it does not succeed, the log grows as ever. For whoever has
/// the turn to write.
final class LogSpace {
  /// Large batches gain too little from it to have everything written twice.
  private static final long SMALL = 32 << 10;

  private static final int STEP = 256 << 10;
  private static final int PIECE = 64 << 10;

  /// What the log needs for itself at most for a small batch: a header a block of 32 KiB.
  private static final long HEADERS = 64;

  private final Path directory;
  private long left;

  /// @param directory the database's
  LogSpace(Path directory) {
    this.directory = directory;
  }

  /// Makes room for a batch that is written next.
  void require(long bytes) {
    var needed = bytes + HEADERS;
    if (left < needed && bytes <= SMALL) {
      extend();
      left = STEP;
    }
    left = Math.max(0, left - needed);
  }

  private void extend() {
    try {
      var log = newest();
      if (log.isPresent()) {
        append(log.get());
      }
    } catch (IOException _) {
      // It grows by itself, or fails when it is written, and that is said then.
    }
  }

  private static void append(Path log) throws IOException {
    try (var channel = FileChannel.open(log, StandardOpenOption.APPEND)) {
      for (var written = 0; written < STEP; ) {
        written += channel.write(ByteBuffer.allocate(PIECE));
      }
    }
  }

  /// The log that is written: the names are numbers of six digits or more, and only grow.
  private Optional<Path> newest() throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .max(Comparator.comparing(LogSpace::number));
    }
  }

  private static long number(Path log) {
    var name = String.valueOf(log.getFileName());
    return Long.parseLong(name.substring(0, name.length() - ".log".length()));
  }
}
