package dev.timonier.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.storage.Durability;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.contract.RecordingWatcher;
import dev.timonier.storage.metric.Histogram;
import dev.timonier.storage.metric.Metric;
import dev.timonier.storage.metric.StoreMetrics;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreMetersTest {
  private final StoreMetrics metrics = new StoreMetrics();
  private RocksDbStore store;

  @BeforeEach
  void open(@TempDir(factory = MemoryDisk.class) Path directory) {
    var context = new StoreContext(InstantSource.system(), (_, _) -> () -> {}, metrics);
    var options = RocksDbOptions.in(Libraries.directory()).withReserve(0);
    store = RocksDbStore.open(directory.resolve("store"), options, context);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Transaction put(String key) {
    return Transaction.unguarded(new Mutation.Put(StoreKey.of(key), new byte[100]));
  }

  private <M extends Metric> M metric(Class<M> kind, String name) {
    return metrics.all().stream()
        .filter(metric -> metric.name().equals(name))
        .map(kind::cast)
        .findFirst()
        .orElseThrow();
  }

  private double gauge(String name) {
    return metric(Metric.Gauge.class, name).value().getAsDouble();
  }

  private double count(String name) {
    return metric(Metric.Counter.class, name).value().getAsDouble();
  }

  private Histogram distribution(String name) {
    return metric(Metric.Distribution.class, name).values();
  }

  @Test
  void changesAndSyncsAreCounted() {
    store.commit(put("a"));
    store.commit(put("b"));
    store.commit(Transaction.unguarded(new Mutation.Delete(StoreKey.of("a"))));
    store.commit(put("c").with(Durability.RELAXED));

    assertThat(count("etcd_mvcc_put_total")).isEqualTo(3);
    assertThat(count("etcd_mvcc_delete_total")).isEqualTo(1);
    assertThat(count("etcd_mvcc_txn_total")).isEqualTo(4);
    assertThat(distribution("etcd_disk_wal_fsync_duration_seconds").count()).isEqualTo(3);
    assertThat(distribution("timonier_store_batch_transactions").sum()).isEqualTo(4);
  }

  @Test
  void sizeAndRevisionsAreTold() {
    store.commit(put("a"));
    var current = store.currentRevision();
    store.compact(current);

    assertThat(gauge("etcd_debugging_mvcc_current_revision")).isEqualTo((double) current.value());
    assertThat(gauge("etcd_debugging_mvcc_compact_revision")).isEqualTo((double) current.value());
    assertThat(gauge("etcd_debugging_mvcc_keys")).isEqualTo(1);
    assertThat(gauge("etcd_mvcc_db_total_size_in_bytes")).isPositive();
    assertThat(metrics.sizes())
        .singleElement()
        .extracting(DoubleSupplier::getAsDouble)
        .isEqualTo(gauge("etcd_mvcc_db_total_size_in_bytes"));
    var compactions = "etcd_debugging_mvcc_db_compaction_total_duration_milliseconds";
    assertThat(distribution(compactions).count()).isEqualTo(1);
  }

  @Test
  void watchersAndTheirLagAreTold() {
    var watcher = new RecordingWatcher();
    try (var _ = store.watch(WatchRequest.fromNow(KeyRange.all()), watcher)) {
      assertThat(gauge("etcd_debugging_mvcc_watcher")).isEqualTo(1);
      assertThat(gauge("timonier_store_watcher_lag_revisions")).isZero();
    }
    assertThat(gauge("etcd_debugging_mvcc_watcher")).isZero();
  }

  @Test
  void closedStoreIsAskedNothing() {
    store.close();

    assertThat(metrics.all()).isEmpty();
    assertThat(metrics.sizes()).isEmpty();
  }
}
