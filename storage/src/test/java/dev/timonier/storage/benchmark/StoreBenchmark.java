package dev.timonier.storage.benchmark;

import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.crash.SystemTimer;
import dev.timonier.storage.rocksdb.RocksDbOptions;
import dev.timonier.storage.rocksdb.RocksDbStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The whole program: both stores on one disk, each workload on the one and then on the other, all
/// of that several times; prints the medians as a table.
///
/// ```
/// java -cp … dev.timonier.storage.benchmark.StoreBenchmark DIRECTORY [SECONDS [ROUNDS [WORKLOAD…]]]
/// ```
final class StoreBenchmark {
  private static final Duration WARM_UP = Duration.ofSeconds(2);

  private final RevisionedStore ours;
  private final RevisionedStore etcd;
  private final Duration time;
  private final int rounds;

  private StoreBenchmark(RevisionedStore ours, RevisionedStore etcd, Duration time, int rounds) {
    this.ours = ours;
    this.etcd = etcd;
    this.time = time;
    this.rounds = rounds;
  }

  public static void main(String[] arguments) throws IOException {
    var directory = Files.createDirectories(Path.of(arguments[0]));
    var seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    var rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
    var options = RocksDbOptions.in(directory.resolve("libraries"));
    try (var timer = new SystemTimer();
        var server = EtcdServer.start(directory.resolve("etcd"));
        var etcd = server.connect(timer.context());
        var ours = RocksDbStore.open(directory.resolve("store"), options, timer.context())) {
      System.out.printf("fdatasync of 512 bytes: median %.0f µs%n", fdatasyncMicros(directory));
      new StoreBenchmark(ours, etcd, Duration.ofSeconds(seconds), rounds).run(wanted(arguments));
      System.out.printf("fdatasync of 512 bytes: median %.0f µs%n", fdatasyncMicros(directory));
    }
  }

  private static List<Workload> wanted(String[] arguments) {
    return arguments.length > 3
        ? Stream.of(arguments).skip(3).map(Workload::valueOf).toList()
        : List.of(Workload.values());
  }

  private void run(List<Workload> workloads) {
    for (var store : List.of(ours, etcd)) {
      Workload.prepare(store);
      workloads.forEach(workload -> workload.run(store, WARM_UP));
    }
    var figures = new EnumMap<Workload, Rows>(Workload.class);
    for (var round = 0; round < rounds; round++) {
      for (var workload : workloads) {
        figures.computeIfAbsent(workload, _ -> new Rows()).add(workload, ours, etcd, time);
      }
    }
    System.out.printf(
        "| work | Timonier/s | etcd/s | ratio | Timonier p50 µs | p99 µs | etcd p50 µs | p99 µs |%n");
    System.out.printf("|---|---|---|---|---|---|---|---|%n");
    figures.forEach(
        (workload, rows) -> System.out.printf("| %s | %s |%n", workload.title(), rows.text()));
    watching();
  }

  private void watching() {
    for (var round = 0; round < rounds; round++) {
      for (var watchers : List.of(0, 1000)) {
        WatchLoad.run(ours, watchers, Duration.ofSeconds(1));
        var load = WatchLoad.run(ours, watchers, time);
        System.out.printf(
            "%d watchers, %.0f puts/s: put p50 %.0f µs, p99 %.0f µs; %d events",
            watchers,
            load.puts().perSecond(),
            load.puts().microsAt(0.5),
            load.puts().microsAt(0.99),
            load.events());
        if (watchers > 0) {
          System.out.printf(
              ", told after p50 %.0f µs, p99 %.0f µs",
              load.delayMicrosAt(0.5), load.delayMicrosAt(0.99));
        }
        System.out.printf("%n");
      }
    }
  }

  /// What the disk itself takes.
  private static double fdatasyncMicros(Path directory) throws IOException {
    var file = directory.resolve("fdatasync");
    var figures = new ArrayList<Double>();
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (var i = 0; i < 1000; i++) {
        channel.write(ByteBuffer.allocate(512));
        var start = System.nanoTime();
        channel.force(false);
        figures.add((System.nanoTime() - start) / 1_000.0);
      }
    }
    return Load.median(figures);
  }

  /// The rounds of one workload.
  private static final class Rows {
    private final Map<String, List<Double>> figures = new java.util.LinkedHashMap<>();

    void add(Workload workload, RevisionedStore ours, RevisionedStore etcd, Duration time) {
      add("ours", workload.run(ours, time));
      add("etcd", workload.run(etcd, time));
    }

    private void add(String side, Load.Result result) {
      note(side, result.perSecond());
      note(side + " p50", result.microsAt(0.5));
      note(side + " p99", result.microsAt(0.99));
    }

    private void note(String name, double figure) {
      figures.computeIfAbsent(name, _ -> new ArrayList<>()).add(figure);
    }

    private double median(String name) {
      return Load.median(figures.getOrDefault(name, List.of(0.0)));
    }

    String text() {
      return "%.0f | %.0f | %.1f | %.1f | %.1f | %.1f | %.1f"
          .formatted(
              median("ours"),
              median("etcd"),
              median("ours") / median("etcd"),
              median("ours p50"),
              median("ours p99"),
              median("etcd p50"),
              median("etcd p99"));
    }
  }
}
