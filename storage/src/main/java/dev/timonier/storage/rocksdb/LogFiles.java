package dev.timonier.storage.rocksdb;

import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.CRC32C;

/// Finds the one damage of logs that RocksDB does not: its reader turns in circles for ever at a
/// record that claims to be of a recycled log, and follows others that do not
/// (<https://github.com/facebook/rocksdb/issues/13333>). A flipped bit suffices. We recycle no
/// logs, so such a record is damaged. Whatever else may be wrong, RocksDB finds when it reads the
/// log.
///
/// A log, and the manifest as well, has blocks of 32 KiB with records that do not cross them:
///
/// ```
/// checksum 4 | length 2 | kind 1 | payload
/// ```
///
/// After a record with a wrong checksum RocksDB goes on with the next block, and so it is done
/// here.
final class LogFiles {
  private static final int BLOCK = 32 << 10;
  private static final int HEADER = 7;
  private static final int LENGTH = 4;
  private static final int KIND = 6;

  private LogFiles() {}

  /// Checks the logs and the manifest of a database, which need not be there yet.
  ///
  /// @throws StoreException.Corrupt that names the file and the place
  static void requireReadable(Path database) {
    try {
      for (var file : logs(database)) {
        unreadable(file).ifPresent(at -> refuse(file, at));
      }
    } catch (IOException e) {
      throw StoreDirectory.inaccessible(database, e);
    }
  }

  private static void refuse(Path file, int at) {
    var message = file + " is damaged: it has an impossible record at byte " + at;
    throw new StoreException.Corrupt(message, Outcome.NOT_APPLIED, null);
  }

  private static List<Path> logs(Path database) throws IOException {
    try (var files = Files.list(database)) {
      return files.filter(LogFiles::isLog).toList();
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }

  private static boolean isLog(Path file) {
    var name = String.valueOf(file.getFileName());
    return name.endsWith(".log") || name.startsWith("MANIFEST-");
  }

  /// Where the damage is. The file may be gone when another process uses the database.
  private static OptionalInt unreadable(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ);
        var arena = Arena.ofConfined()) {
      var bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena).asByteBuffer();
      return unreadable(bytes.order(ByteOrder.LITTLE_ENDIAN));
    } catch (NoSuchFileException _) {
      return OptionalInt.empty();
    }
  }

  private static OptionalInt unreadable(ByteBuffer log) {
    for (var at = 0; at + HEADER <= log.limit(); ) {
      if (isOfRecycledLog(log.get(at + KIND) & 0xff)) {
        return OptionalInt.of(at);
      }
      at = isIntact(log, at) ? next(end(log, at)) : nextBlock(at);
    }
    return OptionalInt.empty();
  }

  private static boolean isOfRecycledLog(int kind) {
    return (kind >= 5 && kind <= 8) || kind == 11 || kind == 131;
  }

  private static int end(ByteBuffer log, int at) {
    return at + HEADER + (log.getShort(at + LENGTH) & 0xffff);
  }

  /// What is left of a block is skipped when it has no room for a header.
  private static int next(int end) {
    return nextBlock(end) - end < HEADER ? nextBlock(end) : end;
  }

  private static int nextBlock(int at) {
    return (at / BLOCK + 1) * BLOCK;
  }

  private static boolean isIntact(ByteBuffer log, int at) {
    var end = end(log, at);
    return log.get(at + KIND) != 0
        && end <= Math.min(nextBlock(at), log.limit())
        && log.getInt(at) == masked(checksum(log.slice(at + KIND, end - at - KIND)));
  }

  private static int checksum(ByteBuffer bytes) {
    var checksum = new CRC32C();
    checksum.update(bytes);
    return (int) checksum.getValue();
  }

  /// RocksDB does not store checksums as they are.
  private static int masked(int checksum) {
    return Integer.rotateRight(checksum, 15) + 0xa282ead8;
  }
}
