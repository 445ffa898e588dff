package dev.timonier.storage.rocksdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.util.Environment;
import org.slf4j.LoggerFactory;

/// Knows whether this process uses musl instead of glibc: each has its own native library.
///
/// RocksDB starts a shell to find that out, which takes longer than opening a store. What is mapped
/// into the process says it, too.
final class CLibrary {
  private static final Path MAPPED = Path.of("/proc/self/maps");

  private CLibrary() {}

  /// Spares RocksDB the search. Where that does not work, it searches as ever.
  static void tellRocksDb() {
    if (!Files.isReadable(MAPPED)) {
      return;
    }
    try {
      var known = Environment.class.getDeclaredField("MUSL_LIBC");
      known.setAccessible(true);
      known.set(null, isMusl());
    } catch (ReflectiveOperationException | IOException e) {
      LoggerFactory.getLogger(CLibrary.class).debug("RocksDB looks for the C library itself", e);
    }
  }

  private static boolean isMusl() throws IOException {
    return Files.readString(MAPPED, StandardCharsets.ISO_8859_1).contains("/ld-musl-");
  }
}
