package dev.timonier.storage.metric;

import dev.timonier.storage.watch.Commit;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// Counts and measures what a store does. Names and buckets are etcd's where etcd has such a metric
/// (<https://etcd.io/docs/latest/metrics/>), so that its dashboards work:
///
/// | metric | what |
/// |---|---|
/// | `etcd_disk_wal_fsync_duration_seconds` | writing a batch to the log, and syncing it |
/// | `etcd_disk_backend_commit_duration_seconds` | a batch from its first command to its last reply |
/// | `etcd_debugging_mvcc_db_compaction_total_duration_milliseconds` | a compaction |
/// | `etcd_mvcc_put_total`, `…_delete_total`, `…_txn_total` | changes and transactions |
/// | `timonier_store_batch_transactions` | how many transactions shared one sync |
public final class StoreMeters implements AutoCloseable {
  private static final Duration[] DISK = disk();
  private static final double[] COMPACTION = doubling(100, 13);
  private static final double[] BATCH = doubling(1, 13);

  private final MeterRegistry registry;
  private final List<Meter> own = new CopyOnWriteArrayList<>();
  private final LongAdder puts = new LongAdder();
  private final LongAdder deletes = new LongAdder();
  private final LongAdder transactions = new LongAdder();
  private final Timer logSync;
  private final Timer batch;
  private final DistributionSummary batchSize;
  private final DistributionSummary compaction;

  public StoreMeters(MeterRegistry registry) {
    this.registry = registry;
    this.logSync =
        timer(
            "etcd_disk_wal_fsync_duration_seconds",
            "The latency distributions of fsync called by WAL.");
    this.batch =
        timer(
            "etcd_disk_backend_commit_duration_seconds",
            "The latency distributions of commit called by backend.");
    this.batchSize =
        summary(
            "timonier_store_batch_transactions",
            "How many transactions were written with one sync.",
            BATCH);
    this.compaction =
        summary(
            "etcd_debugging_mvcc_db_compaction_total_duration_milliseconds",
            "Bucketed histogram of db compaction total duration.",
            COMPACTION);
    counter("etcd_mvcc_put_total", "Total number of puts seen by this member.", puts);
    counter("etcd_mvcc_delete_total", "Total number of deletes seen by this member.", deletes);
    counter("etcd_mvcc_txn_total", "Total number of txns seen by this member.", transactions);
  }

  /// A moment to measure from.
  public long now() {
    return clock().monotonicTime();
  }

  /// The log was written and synced.
  public void synced(long since) {
    logSync.record(now() - since, TimeUnit.NANOSECONDS);
  }

  /// A batch was written, and its commits acknowledged.
  public void written(long since, int commits) {
    batch.record(now() - since, TimeUnit.NANOSECONDS);
    batchSize.record(commits);
  }

  /// A transaction was committed.
  public void committed(Commit commit) {
    transactions.increment();
    puts.add(commit.puts());
    deletes.add(commit.changes().size() - commit.puts());
  }

  public void compacted(long since) {
    compaction.record((double) TimeUnit.NANOSECONDS.toMillis(now() - since));
  }

  /// Something that is asked for when metrics are read.
  ///
  /// @param owner is kept by others as long as the store is open
  public <T> StoreMeters gauge(String name, String help, T owner, ToDoubleFunction<T> value) {
    own.add(Gauge.builder(name, owner, value).description(help).register(registry));
    return this;
  }

  private void counter(String name, String help, LongAdder count) {
    own.add(
        FunctionCounter.builder(name, count, LongAdder::sum).description(help).register(registry));
  }

  private Timer timer(String name, String help) {
    return Timer.builder(name).description(help).serviceLevelObjectives(DISK).register(registry);
  }

  private DistributionSummary summary(String name, String help, double[] buckets) {
    return DistributionSummary.builder(name)
        .description(help)
        .serviceLevelObjectives(buckets)
        .register(registry);
  }

  private Clock clock() {
    return registry.config().clock();
  }

  /// From one millisecond to eight seconds, as etcd has it.
  private static Duration[] disk() {
    return Stream.iterate(Duration.ofMillis(1), length -> length.multipliedBy(2))
        .limit(14)
        .toArray(Duration[]::new);
  }

  private static double[] doubling(double first, int count) {
    return DoubleStream.iterate(first, value -> value * 2).limit(count).toArray();
  }

  /// Nothing is asked any more.
  @Override
  public void close() {
    own.forEach(registry::remove);
  }
}
