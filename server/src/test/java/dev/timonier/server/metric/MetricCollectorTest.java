package dev.timonier.server.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.storage.Mutation;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.memory.MemoryStore;
import dev.timonier.storage.metric.Histogram;
import dev.timonier.storage.metric.Metric;
import dev.timonier.storage.metric.StoreMeters;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricCollectorTest {
  private final Metrics metrics = new Metrics(Runnable::run);

  private List<String> lines() {
    return new String(metrics.scrape("text/plain; version=0.0.4"), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  @Test
  void openStoreIsToldByTheNamesOfEtcd() {
    var context = new StoreContext(InstantSource.system(), (_, _) -> () -> {}, metrics.store());
    try (var store = new MemoryStore(context)) {
      store.commit(Transaction.unguarded(new Mutation.Put(StoreKey.of("a"), new byte[1])));

      assertThat(lines())
          .contains(
              "# TYPE etcd_mvcc_put_total counter",
              "etcd_mvcc_put_total 1.0",
              "# TYPE etcd_debugging_mvcc_current_revision gauge",
              "etcd_debugging_mvcc_current_revision 2.0");
    }
    assertThat(lines()).noneMatch(line -> line.contains("etcd_"));
  }

  @Test
  void bucketsAreCumulativeAndLabelsTellMetricsOfOneNameApart() {
    var meters = new StoreMeters(metrics.store());
    for (var operation : List.of("get", "update")) {
      var values = Histogram.doubling(1, 2);
      meters.register(
          new Metric.Distribution("took_seconds", "How long.", Map.of("of", operation), values));
      for (var value = 0.5; value < 3; value++) {
        values.record(value);
      }
    }

    assertThat(lines())
        .contains(
            "# TYPE took_seconds histogram",
            "took_seconds_bucket{of=\"get\",le=\"1.0\"} 1",
            "took_seconds_bucket{of=\"get\",le=\"2.0\"} 2",
            "took_seconds_bucket{of=\"get\",le=\"+Inf\"} 3",
            "took_seconds_sum{of=\"get\"} 4.5",
            "took_seconds_count{of=\"update\"} 3");
  }

  @Test
  void sizeOfTheStoreHasTheNameOfTheServerToo() {
    var size = "etcd_mvcc_db_total_size_in_bytes";
    new StoreMeters(metrics.store()).register(new Metric.Gauge(size, "Size.", Map.of(), () -> 42));

    assertThat(lines())
        .contains(
            size + " 42.0", "apiserver_storage_size_bytes{storage_cluster_id=\"etcd-0\"} 42.0");
  }
}
