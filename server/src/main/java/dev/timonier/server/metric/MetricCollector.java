package dev.timonier.server.metric;

import static java.util.stream.Collectors.groupingBy;

import dev.timonier.storage.metric.Histogram;
import dev.timonier.storage.metric.Metric;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/// Shows among Micrometer's meters what is counted without it.
record MetricCollector(Supplier<List<Metric>> counted) implements MultiCollector {
  private static final String OF_COUNTERS = "_total"; // the format adds it by itself

  @Override
  public MetricSnapshots collect() {
    var families = counted.get().stream().collect(groupingBy(Metric::name)).values();
    return new MetricSnapshots(families.stream().map(MetricCollector::snapshot).toList());
  }

  /// Metrics of the same name are of the same kind.
  private static MetricSnapshot snapshot(List<Metric> family) {
    return switch (family.getFirst()) {
      case Metric.Counter counter -> counters(counter, family);
      case Metric.Gauge gauge -> gauges(gauge, family);
      case Metric.Distribution distribution -> histograms(distribution, family);
    };
  }

  private static MetricSnapshot counters(Metric.Counter first, List<Metric> family) {
    var name = first.name().substring(0, first.name().length() - OF_COUNTERS.length());
    var snapshot = CounterSnapshot.builder().name(name).help(first.help());
    for (var each : family) {
      if (each instanceof Metric.Counter counter) {
        snapshot.dataPoint(
            CounterDataPointSnapshot.builder()
                .labels(labels(counter))
                .value(counter.value().getAsDouble())
                .build());
      }
    }
    return snapshot.build();
  }

  private static MetricSnapshot gauges(Metric.Gauge first, List<Metric> family) {
    var snapshot = GaugeSnapshot.builder().name(first.name()).help(first.help());
    for (var each : family) {
      if (each instanceof Metric.Gauge gauge) {
        snapshot.dataPoint(
            GaugeDataPointSnapshot.builder()
                .labels(labels(gauge))
                .value(gauge.value().getAsDouble())
                .build());
      }
    }
    return snapshot.build();
  }

  private static MetricSnapshot histograms(Metric.Distribution first, List<Metric> family) {
    var snapshot = HistogramSnapshot.builder().name(first.name()).help(first.help());
    for (var each : family) {
      if (each instanceof Metric.Distribution distribution) {
        snapshot.dataPoint(
            HistogramDataPointSnapshot.builder()
                .labels(labels(distribution))
                .classicHistogramBuckets(buckets(distribution.values()))
                .sum(distribution.values().sum())
                .build());
      }
    }
    return snapshot.build();
  }

  private static ClassicHistogramBuckets buckets(Histogram values) {
    var bounds =
        DoubleStream.concat(
            Arrays.stream(values.bounds()), DoubleStream.of(Double.POSITIVE_INFINITY));
    return ClassicHistogramBuckets.of(bounds.toArray(), values.counts());
  }

  private static Labels labels(Metric metric) {
    var names = metric.labels().keySet().toArray(String[]::new);
    return Labels.of(names, Arrays.stream(names).map(metric.labels()::get).toArray(String[]::new));
  }
}
