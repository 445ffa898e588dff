package dev.timonier.server.metric;

import dev.timonier.server.admission.AdmissionNotes;
import dev.timonier.server.admission.Operation;
import dev.timonier.server.admission.Outcome;
import dev.timonier.server.admission.Step;
import dev.timonier.storage.metric.Histogram;
import dev.timonier.storage.metric.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/// Measures how long plugins take to admit a write. Each write meets all of them, so that it counts
/// in the cheapest way.
public final class AdmissionMeters implements AdmissionNotes {
  private static final long[] BOUNDS = {5, 25, 100, 500, 1000, 2500}; // milliseconds
  private static final double NANOS_PER_SECOND = 1e9;

  private final Map<Series, Histogram> durations = new ConcurrentHashMap<>();

  public AdmissionMeters(Metrics metrics) {
    metrics.show(this::all);
  }

  private sealed interface Series {
    Step step();

    Operation operation();

    Outcome outcome();

    record OfStep(Step step, Operation operation, Outcome outcome) implements Series {}

    record OfPlugin(String plugin, Step step, Operation operation, Outcome outcome)
        implements Series {}
  }

  @Override
  public void ended(Step step, Operation operation, Outcome outcome, long took) {
    record(new Series.OfStep(step, operation, outcome), took);
  }

  @Override
  public void ended(String plugin, Step step, Operation operation, Outcome outcome, long took) {
    record(new Series.OfPlugin(plugin, step, operation, outcome), took);
  }

  private void record(Series series, long took) {
    durations.computeIfAbsent(series, _ -> histogram()).record(took / NANOS_PER_SECOND);
  }

  private static Histogram histogram() {
    return Histogram.of(LongStream.of(BOUNDS).mapToObj(Duration::ofMillis));
  }

  private List<Metric> all() {
    return durations.entrySet().stream()
        .map(entry -> metric(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Metric metric(Series series, Histogram durations) {
    return switch (series) {
      case Series.OfStep step ->
          new Metric.Distribution(
              "apiserver_admission_step_admission_duration_seconds",
              "Admission sub-step latency histogram in seconds, broken out for each operation and"
                  + " API resource and step type (validate or admit).",
              labels(step),
              durations);
      case Series.OfPlugin plugin ->
          new Metric.Distribution(
              "apiserver_admission_controller_admission_duration_seconds",
              "Admission controller latency histogram in seconds, identified by name and broken out"
                  + " for each operation and API resource and type (validate or admit).",
              named(plugin.plugin(), labels(plugin)),
              durations);
    };
  }

  private static Map<String, String> labels(Series series) {
    var labels = new TreeMap<String, String>();
    labels.put("operation", series.operation().name());
    labels.put("rejected", Boolean.toString(series.outcome() == Outcome.REJECTED));
    labels.put("type", series.step().name().toLowerCase(Locale.ROOT));
    return labels;
  }

  private static Map<String, String> named(String plugin, Map<String, String> labels) {
    labels.put("name", plugin);
    return labels;
  }
}
