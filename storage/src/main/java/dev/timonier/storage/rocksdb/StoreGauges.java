package dev.timonier.storage.rocksdb;

import dev.timonier.storage.StoreException;
import dev.timonier.storage.compaction.Pins;
import dev.timonier.storage.metric.StoreMeters;
import dev.timonier.storage.metric.WatchGauges;
import dev.timonier.storage.watch.WatchHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How large the store is, and where it stands.
record StoreGauges(Path directory, Database database, Views views, Pins pins) {
  static void register(StoreMeters meters, StoreGauges gauges, WatchHub hub) {
    meters
        .gauge(
            "etcd_debugging_mvcc_current_revision",
            "The current revision of store.",
            () -> gauges.views.revision().value())
        .gauge(
            "etcd_debugging_mvcc_compact_revision",
            "The revision of the last compaction in store.",
            () -> gauges.pins.compacted().value())
        .gauge("etcd_debugging_mvcc_keys", "Total number of keys, estimated.", gauges::keys)
        .size(gauges::bytes);
    WatchGauges.register(meters, hub);
  }

  /// The view keeps the database open meanwhile.
  private double keys() {
    try (var _ = views.hold()) {
      return database.estimatedKeys(Family.LATEST);
    } catch (StoreException _) {
      return Double.NaN;
    }
  }

  /// Files may go while they are counted.
  private double bytes() {
    try (var files = Files.walk(directory)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException | UncheckedIOException _) {
      return Double.NaN;
    }
  }
}
