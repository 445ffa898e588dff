package dev.timonier.storage.rocksdb;

import java.nio.file.Path;

/// Where the tests unpack the native library: once for all of them.
public final class Libraries {
  private Libraries() {}

  public static Path directory() {
    return Path.of("target", "libraries").toAbsolutePath();
  }

  /// Options for a store of a test, which may fill a small disk.
  public static RocksDbOptions options() {
    return RocksDbOptions.in(directory()).withReserve(0);
  }
}
