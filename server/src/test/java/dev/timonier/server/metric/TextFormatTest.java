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
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextFormatTest {
  private final Metrics metrics = new Metrics();

  private List<String> lines() {
    return TextFormat.write(metrics.all()).lines().toList();
  }

  @Test
  void openStoreIsToldByTheNamesOfEtcd() {
    var context = new StoreContext(InstantSource.system(), (_, _) -> () -> {}, metrics.store());
    try (var store = new MemoryStore(context)) {
      store.commit(Transaction.unguarded(new Mutation.Put(StoreKey.of("a"), new byte[1])));

      assertThat(lines())
          .contains(
              "# TYPE etcd_mvcc_put_total counter",
              "etcd_mvcc_put_total 1",
              "# TYPE etcd_debugging_mvcc_current_revision gauge",
              "etcd_debugging_mvcc_current_revision 2");
    }
    assertThat(lines()).noneMatch(line -> line.contains("etcd_"));
  }

  @Test
  void whatCannotBeToldHidesNothingElse() {
    metrics.show(
        () -> {
          throw new IllegalStateException("closed");
        });
    metrics.gauge(
        "broken",
        "Broken.",
        Map.of(),
        () -> {
          throw new IllegalStateException("closed");
        });
    metrics.counter("whole_total", "Whole.", Map.of()).increment();

    assertThat(lines())
        .contains("whole_total 1", "# TYPE process_open_fds gauge")
        .noneMatch(line -> line.startsWith("broken"));
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
            "took_seconds_bucket{of=\"get\",le=\"1\"} 1",
            "took_seconds_bucket{of=\"get\",le=\"2\"} 2",
            "took_seconds_bucket{of=\"get\",le=\"+Inf\"} 3",
            "took_seconds_sum{of=\"get\"} 4.5",
            "took_seconds_count{of=\"update\"} 3");
  }

  @Test
  void sizeOfTheStoreHasTheNameOfTheServerToo() {
    new StoreMeters(metrics.store()).size(() -> 42);

    assertThat(lines())
        .contains(
            "etcd_mvcc_db_total_size_in_bytes 42",
            "apiserver_storage_size_bytes{storage_cluster_id=\"etcd-0\"} 42");
  }

  @Test
  void everythingIsWrittenAsGoWritesIt() {
    var labels = Map.of("b", "say \"hi\"", "a", "C:\\\n");
    metrics.counter("attempts", "[ALPHA] Back\\slash.", labels).add(1_000_000);
    metrics.counter("attempts", "[ALPHA] Back\\slash.", Map.of("a", "", "b", "none"));
    metrics.histogram("bytes", "[ALPHA] Size.", Map.of(), 0.005, 60, 1e6, 1e9).record(80);

    assertThat(lines())
        .containsSubsequence(
            "# HELP attempts [ALPHA] Back\\\\slash.",
            "# TYPE attempts counter",
            "attempts{a=\"C:\\\\\\n\",b=\"say \\\"hi\\\"\"} 1e+06",
            "# HELP bytes [ALPHA] Size.",
            "# TYPE bytes histogram",
            "bytes_bucket{le=\"0.005\"} 0",
            "bytes_bucket{le=\"60\"} 0",
            "bytes_bucket{le=\"1e+06\"} 1",
            "bytes_bucket{le=\"1e+09\"} 1",
            "bytes_bucket{le=\"+Inf\"} 1",
            "bytes_sum 80",
            "bytes_count 1")
        .noneMatch(line -> line.contains("none"));
  }
}
