package dev.timonier.server.metric;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import dev.timonier.machinery.status.GoNumbers;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Reply;
import dev.timonier.storage.metric.Histogram;
import dev.timonier.storage.metric.Metric;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes metrics as Prometheus reads them
/// (<https://prometheus.io/docs/instrumenting/exposition_formats/>), each number as Go writes it.
///
/// The libraries for Java would end the name of each counter with `_total`, which not all of
/// Kubernetes have, and write the bounds of buckets, which are labels, as `60.0` where it has `60`.
final class TextFormat {
  private static final Logger LOG = LoggerFactory.getLogger(TextFormat.class);
  private static final String CONTENT_TYPE =
      "text/plain; version=0.0.4; charset=utf-8; escaping=underscores";

  private final StringBuilder text = new StringBuilder();

  private TextFormat() {}

  static Reply.Complete reply(Collection<Metric> metrics) {
    var headers =
        Headers.contentType(CONTENT_TYPE)
            .set("Process-Start-Time-Unix", Long.toString((long) ProcessMeters.startSeconds()));
    return new Reply.Complete(200, headers, write(metrics).getBytes(UTF_8));
  }

  /// The metrics of each name, in the order of names and labels.
  static String write(Collection<Metric> metrics) {
    var format = new TextFormat();
    metrics.stream()
        .collect(groupingBy(Metric::name, TreeMap::new, toList()))
        .values()
        .forEach(format::family);
    return format.text.toString();
  }

  private void family(List<Metric> family) {
    var first = family.getFirst();
    var name = first.name();
    text.append("# HELP ").append(name).append(' ').append(escaped(first.help())).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type(first)).append('\n');
    family.stream()
        .sorted(Comparator.comparing(metric -> labels(metric.labels())))
        .forEach(this::told);
  }

  /// What cannot be told now is left out.
  private void told(Metric metric) {
    try {
      series(metric);
    } catch (RuntimeException e) {
      LOG.warn("{} cannot be told", metric.name(), e);
    }
  }

  private static String type(Metric metric) {
    return switch (metric) {
      case Metric.Counter _ -> "counter";
      case Metric.Gauge _ -> "gauge";
      case Metric.Distribution _ -> "histogram";
    };
  }

  private void series(Metric metric) {
    var labels = labels(metric.labels());
    switch (metric) {
      case Metric.Counter counter -> line(counter.name(), labels, counter.value().getAsDouble());
      case Metric.Gauge gauge -> line(gauge.name(), labels, gauge.value().getAsDouble());
      case Metric.Distribution distribution ->
          distribution(distribution.name(), labels, distribution.values());
    }
  }

  private void distribution(String name, String labels, Histogram values) {
    var bounds = values.bounds();
    var counts = values.counts();
    var total = 0L;
    for (var bucket = 0; bucket < counts.length; bucket++) {
      total += counts[bucket];
      var bound = bucket < bounds.length ? bounds[bucket] : Double.POSITIVE_INFINITY;
      var le = "le=\"" + GoNumbers.general(bound) + '"';
      count(name + "_bucket", labels.isEmpty() ? le : labels + ',' + le, total);
    }
    line(name + "_sum", labels, values.sum());
    count(name + "_count", labels, total);
  }

  private void line(String name, String labels, double value) {
    line(name, labels, GoNumbers.general(value));
  }

  private void count(String name, String labels, long value) {
    line(name, labels, Long.toString(value));
  }

  private void line(String name, String labels, String value) {
    text.append(name);
    if (!labels.isEmpty()) {
      text.append('{').append(labels).append('}');
    }
    text.append(' ').append(value).append('\n');
  }

  private static String labels(Map<String, String> labels) {
    return new TreeMap<>(labels)
        .entrySet().stream()
            .map(label -> label.getKey() + "=\"" + quoted(label.getValue()) + '"')
            .collect(joining(","));
  }

  private static String quoted(String value) {
    return escaped(value).replace("\"", "\\\"");
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n");
  }
}
