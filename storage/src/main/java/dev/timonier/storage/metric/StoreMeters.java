package dev.timonier.storage.metric;

import dev.timonier.storage.watch.Commit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/// Counts and measures what a store does. Names and buckets are etcd's where etcd has such a metric
/// (<https://etcd.io/docs/latest/metrics/>), so that its dashboards work:
///
/// | metric | what |
/// |---|---|
/// | `etcd_disk_wal_fsync_duration_seconds` | writing a batch to the log, and syncing it |
/// | `etcd_disk_backend_commit_duration_seconds` | a batch from its first command to its last reply |
/// | `etcd_debugging_mvcc_db_compaction_total_duration_milliseconds` | a compaction |
/// | `etcd_mvcc_db_total_size_in_bytes` | the files of a store that has some |
/// | `etcd_mvcc_put_total`, `…_delete_total`, `…_txn_total` | changes and transactions |
/// | `timonier_store_batch_transactions` | how many transactions shared one sync |
public final class StoreMeters implements AutoCloseable {
  private final StoreMetrics metrics;
  private final List<Metric> own = new ArrayList<>();
  private final List<DoubleSupplier> sizes = new ArrayList<>();
  private final LongAdder puts = new LongAdder();
  private final LongAdder deletes = new LongAdder();
  private final LongAdder transactions = new LongAdder();
  private final Histogram logSync = Histogram.doubling(0.001, 14); // to eight seconds, as in etcd
  private final Histogram batch = Histogram.doubling(0.001, 14);
  private final Histogram batchSize = Histogram.doubling(1, 13);
  private final Histogram compaction = Histogram.doubling(100, 13);

  public StoreMeters(StoreMetrics metrics) {
    this.metrics = metrics;
    distribution(
        "etcd_disk_wal_fsync_duration_seconds",
        "The latency distributions of fsync called by WAL.",
        logSync);
    distribution(
        "etcd_disk_backend_commit_duration_seconds",
        "The latency distributions of commit called by backend.",
        batch);
    distribution(
        "timonier_store_batch_transactions",
        "How many transactions were written with one sync.",
        batchSize);
    distribution(
        "etcd_debugging_mvcc_db_compaction_total_duration_milliseconds",
        "Bucketed histogram of db compaction total duration.",
        compaction);
    counter("etcd_mvcc_put_total", "Total number of puts seen by this member.", puts);
    counter("etcd_mvcc_delete_total", "Total number of deletes seen by this member.", deletes);
    counter("etcd_mvcc_txn_total", "Total number of txns seen by this member.", transactions);
  }

  /// A moment to measure from.
  public long now() {
    return System.nanoTime();
  }

  /// The log was written and synced.
  public void synced(long since) {
    logSync.recordSince(since);
  }

  /// A batch was written, and its commits acknowledged.
  public void written(long since, List<Commit> commits) {
    batch.recordSince(since);
    batchSize.record(commits.size());
    committed(commits);
  }

  /// Transactions were committed.
  public void committed(List<Commit> commits) {
    var changed = 0;
    var put = 0;
    for (var commit : commits) {
      changed += commit.changes().size();
      put += commit.puts();
    }
    transactions.add(commits.size());
    puts.add(put);
    deletes.add(changed - put);
  }

  public void compacted(long since) {
    compaction.record((System.nanoTime() - since) / 1e6);
  }

  /// How many bytes the store has on disk, asked for when metrics are read.
  public StoreMeters size(DoubleSupplier bytes) {
    sizes.add(bytes);
    metrics.addSize(bytes);
    return gauge(
        "etcd_mvcc_db_total_size_in_bytes",
        "Total size of the underlying database physically allocated in bytes.",
        bytes);
  }

  /// Something that is asked for when metrics are read.
  public StoreMeters gauge(String name, String help, DoubleSupplier value) {
    return register(new Metric.Gauge(name, help, Map.of(), value));
  }

  /// Something that is counted elsewhere.
  public StoreMeters register(Metric metric) {
    own.add(metric);
    metrics.add(metric);
    return this;
  }

  private void counter(String name, String help, LongAdder count) {
    register(new Metric.Counter(name, help, Map.of(), count::sum));
  }

  private void distribution(String name, String help, Histogram values) {
    register(new Metric.Distribution(name, help, Map.of(), values));
  }

  /// Nothing is asked any more.
  @Override
  public void close() {
    metrics.removeAll(own, sizes);
  }
}
