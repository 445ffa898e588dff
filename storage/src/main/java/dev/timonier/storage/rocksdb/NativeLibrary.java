package dev.timonier.storage.rocksdb;

import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/// Loads RocksDB's native library. RocksDB itself would unpack it into a new temporary file at
/// every start; here it is unpacked once per version.
final class NativeLibrary {
  private NativeLibrary() {}

  /// Loads the library from a directory below `libraries`, and unpacks it first if need be. Only
  /// the first call of a process does anything.
  static void load(Path libraries) {
    try {
      CLibrary.tellRocksDb();
      var packed = packed();
      var size = packed.openConnection().getContentLengthLong();
      var directory = libraries.toAbsolutePath().resolve("rocksdb-" + fingerprint(packed));
      var library = directory.resolve(Environment.getJniLibraryFileName("rocksdbjni"));
      if (!Files.exists(library) || Files.size(library) != size) {
        unpack(packed, library);
      }
      RocksDB.loadLibrary(List.of(directory.toString()));
    } catch (IOException | UnsatisfiedLinkError e) {
      throw new StoreException.Unavailable(
          "RocksDB's native library cannot be loaded from " + libraries + ": " + e.getMessage(),
          Outcome.NOT_APPLIED,
          e);
    }
  }

  private static URL packed() {
    var name = Environment.getJniLibraryFileName("rocksdb");
    return Objects.requireNonNull(
        RocksDB.class.getClassLoader().getResource(name), () -> "there is no " + name);
  }

  /// Tells one version of the library from another.
  private static String fingerprint(URL packed) throws IOException {
    return packed.openConnection() instanceof JarURLConnection jar
        ? Long.toHexString(jar.getJarEntry().getCrc())
        : Long.toString(packed.openConnection().getContentLengthLong());
  }

  /// Writes the library beside its place and moves it there, so that others never see half of it.
  private static void unpack(URL packed, Path library) throws IOException {
    var directory = Objects.requireNonNull(library.getParent());
    Files.createDirectories(directory);
    var fresh = Files.createTempFile(directory, "unpacking", ".so");
    try (var source = packed.openStream()) {
      Files.copy(source, fresh, StandardCopyOption.REPLACE_EXISTING);
      try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(fresh, library, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
