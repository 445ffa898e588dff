package dev.timonier.server.metric;

import dev.timonier.storage.metric.Histogram;
import dev.timonier.storage.metric.Metric;
import dev.timonier.storage.metric.StoreMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All that a server and its store count and measure. Names, labels, helps and buckets are those of
/// kube-apiserver (<https://kubernetes.io/docs/reference/instrumentation/metrics/>).
///
/// Whoever counts asks for a counter once, and adds to it ever after:
///
/// ```
/// var refused = metrics.counter("refused_total", "[ALPHA] Requests refused", Map.of("code", "429"));
/// refused.increment();
/// ```
///
/// Counters and histograms that have labels are told once there was something to count, but for the
/// counters that begin at zero.
public final class Metrics {
  private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);

  private final StoreMetrics store = new StoreMetrics();
  private final Map<Series, LongAdder> counters = new ConcurrentHashMap<>();
  private final Set<Series> fromZero = ConcurrentHashMap.newKeySet();
  private final Map<Series, Histogram> histograms = new ConcurrentHashMap<>();
  private final Queue<Metric> own = new ConcurrentLinkedQueue<>();
  private final List<Supplier<List<Metric>>> others = new CopyOnWriteArrayList<>();

  /// What counters said when they were last reset.
  private final Map<Series, Double> before = new ConcurrentHashMap<>();

  private record Series(String name, Map<String, String> labels) {}

  public Metrics() {
    show(store::all);
    show(this::sizes);
    show(ProcessMeters::all);
  }

  /// How large the stores are that tell it, as kube-apiserver says it.
  private List<Metric> sizes() {
    return store.sizes().stream()
        .<Metric>map(
            bytes ->
                new Metric.Gauge(
                    "apiserver_storage_size_bytes",
                    "[STABLE] Size of the storage database file physically allocated in bytes.",
                    Map.of("storage_cluster_id", "etcd-0"),
                    bytes))
        .toList();
  }

  /// @return shared by all who ask for the same name and labels
  public LongAdder counter(String name, String help, Map<String, String> labels) {
    return counters.computeIfAbsent(
        new Series(name, labels),
        _ -> {
          var count = new LongAdder();
          own.add(new Metric.Counter(name, help, labels, count::sum));
          return count;
        });
  }

  /// The same counter, which is told though there was nothing to count yet.
  LongAdder counterFromZero(String name, String help, Map<String, String> labels) {
    fromZero.add(new Series(name, labels));
    return counter(name, help, labels);
  }

  /// @param bounds used for the first of this name and these labels, which all share
  Histogram histogram(String name, String help, Map<String, String> labels, double... bounds) {
    return histograms.computeIfAbsent(
        new Series(name, labels),
        _ -> {
          var values = Histogram.of(bounds);
          own.add(new Metric.Distribution(name, help, labels, values));
          return values;
        });
  }

  /// To be told once for each name and labels.
  ///
  /// @param value asked whenever somebody reads
  void gauge(String name, String help, Map<String, String> labels, DoubleSupplier value) {
    own.add(new Metric.Gauge(name, help, labels, value));
  }

  /// Adds what is counted elsewhere.
  ///
  /// @param counted asked whenever somebody reads
  public void show(Supplier<List<Metric>> counted) {
    others.add(counted);
  }

  /// Where the store tells what it counts.
  public StoreMetrics store() {
    return store;
  }

  /// Begins anew to count all that has labels, as kube-apiserver does.
  void reset() {
    var all = ofOthers();
    all.addAll(own);
    for (var metric : all) {
      if (!metric.labels().isEmpty()) {
        reset(metric);
      }
    }
  }

  private void reset(Metric metric) {
    switch (metric) {
      case Metric.Counter counter -> before.put(series(counter), counter.value().getAsDouble());
      case Metric.Distribution distribution -> distribution.values().reset();
      case Metric.Gauge _ -> {} // tells what is
    }
  }

  private static Series series(Metric.Counter counter) {
    return new Series(counter.name(), counter.labels());
  }

  /// A counter that was reset counts from then, and is not told before it counts.
  private Stream<Metric> sinceReset(Metric metric) {
    if (!(metric instanceof Metric.Counter counter)) {
      return Stream.of(metric);
    }
    var then = before.get(series(counter));
    if (then == null) {
      return Stream.of(counter);
    }
    var since = counter.value().getAsDouble() - then;
    return since == 0
        ? Stream.of()
        : Stream.of(
            new Metric.Counter(counter.name(), counter.help(), counter.labels(), () -> since));
  }

  /// As of now, but for what cannot be told now.
  List<Metric> all() {
    var all = ofOthers();
    own.stream().filter(this::isTold).forEach(all::add);
    return all.stream().flatMap(this::sinceReset).toList();
  }

  private List<Metric> ofOthers() {
    var all = new ArrayList<Metric>();
    others.forEach(counted -> all.addAll(told(counted)));
    return all;
  }

  private static List<Metric> told(Supplier<List<Metric>> counted) {
    try {
      return counted.get();
    } catch (RuntimeException e) {
      LOG.warn("some metrics cannot be told", e);
      return List.of();
    }
  }

  private boolean isTold(Metric metric) {
    return metric.labels().isEmpty()
        || switch (metric) {
          case Metric.Counter counter ->
              counter.value().getAsDouble() > 0
                  || fromZero.contains(new Series(counter.name(), counter.labels()));
          case Metric.Gauge _ -> true;
          case Metric.Distribution distribution -> distribution.values().count() > 0;
        };
  }
}
