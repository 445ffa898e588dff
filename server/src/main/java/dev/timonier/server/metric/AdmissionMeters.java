package dev.timonier.server.metric;

import static java.util.Objects.requireNonNull;

import dev.timonier.server.admission.AdmissionNotes;
import dev.timonier.server.admission.Operation;
import dev.timonier.server.admission.Outcome;
import dev.timonier.server.admission.Step;
import dev.timonier.storage.metric.Histogram;
import dev.timonier.storage.metric.Metric;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Measures how long plugins take to admit a write. Each write meets most of them, so that it
/// counts in the cheapest way.
public final class AdmissionMeters implements AdmissionNotes {
  private static final long[] BOUNDS = {5, 25, 100, 500, 1000, 2500}; // milliseconds
  private static final double NANOS_PER_SECOND = 1e9;

  private final List<Durations> all = new CopyOnWriteArrayList<>();

  public AdmissionMeters(Metrics metrics) {
    metrics.show(this::metrics);
  }

  private List<Metric> metrics() {
    return all.stream().flatMap(Durations::metrics).toList();
  }

  @Override
  public Laps of(Step step) {
    return durations(
        "apiserver_admission_step_admission_duration_seconds",
        "Admission sub-step latency histogram in seconds, broken out for each operation and API"
            + " resource and step type (validate or admit).",
        Map.of("type", type(step)));
  }

  @Override
  public Laps of(Step step, String plugin) {
    return durations(
        "apiserver_admission_controller_admission_duration_seconds",
        "Admission controller latency histogram in seconds, identified by name and broken out for"
            + " each operation and API resource and type (validate or admit).",
        Map.of("name", plugin, "type", type(step)));
  }

  private static String type(Step step) {
    return step.name().toLowerCase(Locale.ROOT);
  }

  private Durations durations(String name, String help, Map<String, String> labels) {
    var durations = new Durations(name, help, labels);
    all.add(durations);
    return durations;
  }

  /// One histogram for each operation and outcome that there was.
  private static final class Durations implements Laps {
    private final String name;
    private final String help;
    private final Map<String, String> labels;
    private final Map<Operation, Map<Outcome, AtomicReference<@Nullable Histogram>>> histograms =
        new EnumMap<>(Operation.class);

    private Durations(String name, String help, Map<String, String> labels) {
      this.name = name;
      this.help = help;
      this.labels = labels;
      for (var operation : Operation.values()) {
        var outcomes = new EnumMap<Outcome, AtomicReference<@Nullable Histogram>>(Outcome.class);
        for (var outcome : Outcome.values()) {
          outcomes.put(outcome, new AtomicReference<>());
        }
        histograms.put(operation, outcomes);
      }
    }

    private AtomicReference<@Nullable Histogram> of(Operation operation, Outcome outcome) {
      return requireNonNull(requireNonNull(histograms.get(operation)).get(outcome));
    }

    @Override
    public void ended(Operation operation, Outcome outcome, long took) {
      var known = of(operation, outcome);
      var histogram = known.get();
      if (histogram == null) {
        known.compareAndSet(null, histogram());
        histogram = requireNonNull(known.get());
      }
      histogram.record(took / NANOS_PER_SECOND);
    }

    private static Histogram histogram() {
      return Histogram.of(LongStream.of(BOUNDS).mapToObj(Duration::ofMillis));
    }

    private Stream<Metric> metrics() {
      return histograms.keySet().stream()
          .flatMap(operation -> Stream.of(Outcome.values()).flatMap(o -> metric(operation, o)));
    }

    private Stream<Metric> metric(Operation operation, Outcome outcome) {
      var histogram = of(operation, outcome).get();
      if (histogram == null) {
        return Stream.empty();
      }
      var all = new TreeMap<>(labels);
      all.put("operation", operation.name());
      all.put("rejected", Boolean.toString(outcome == Outcome.REJECTED));
      return Stream.of(new Metric.Distribution(name, help, all, histogram));
    }
  }
}
