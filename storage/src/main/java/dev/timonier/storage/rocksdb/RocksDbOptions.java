package dev.timonier.storage.rocksdb;

import dev.timonier.storage.StoreLimits;
import dev.timonier.storage.watch.WatchOptions;
import java.nio.file.Path;
import java.time.Duration;

/// How a store on disk uses its machine. The defaults are for small processes: all native memory
/// together stays below about 50 MB.
///
/// @param libraries where the native library is kept between starts, once per version
/// @param blockCacheBytes how much of what was read from disk is kept in native memory
/// @param memtableBytes how much of what was written is kept in native memory before it is sorted
///   into files; also bounds the log that is read when the store is opened after a crash
/// @param reserveBytes how much of the disk is left free: with less than that, commits fail with
///   [dev.timonier.storage.StoreException.NoSpace]
/// @param relaxedSync how long a relaxed commit may wait for the disk: about what a power cut loses
/// @param batchBytes how much is committed together at most
public record RocksDbOptions(
    Path libraries,
    long blockCacheBytes,
    long memtableBytes,
    long reserveBytes,
    Duration relaxedSync,
    long batchBytes,
    StoreLimits limits,
    WatchOptions watches) {
  /// The defaults.
  public static RocksDbOptions in(Path libraries) {
    return new RocksDbOptions(
        libraries,
        8 << 20,
        8 << 20,
        64 << 20,
        Duration.ofMillis(200),
        4 << 20,
        StoreLimits.DEFAULT,
        WatchOptions.DEFAULT);
  }

  public RocksDbOptions withReserve(long bytes) {
    return new RocksDbOptions(
        libraries, blockCacheBytes, memtableBytes, bytes, relaxedSync, batchBytes, limits, watches);
  }
}
