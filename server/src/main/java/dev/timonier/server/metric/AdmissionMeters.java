package dev.timonier.server.metric;

import dev.timonier.server.admission.AdmissionNotes;
import dev.timonier.server.admission.Operation;
import dev.timonier.server.admission.Outcome;
import dev.timonier.server.admission.Step;
import dev.timonier.server.admission.podsecurity.SecurityNotes;
import dev.timonier.storage.metric.Histogram;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Measures how long plugins take to admit a write. Each write meets all of them, so that theirs
/// are looked up once.
public final class AdmissionMeters implements AdmissionNotes {
  private static final double[] BOUNDS = {0.005, 0.025, 0.1, 0.5, 1, 2.5};

  private final Metrics metrics;

  public AdmissionMeters(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public Laps of(Step step, Operation operation) {
    return new Found(
        outcome ->
            metrics.histogram(
                "apiserver_admission_step_admission_duration_seconds",
                "[STABLE] Admission sub-step latency histogram in seconds, broken out for each"
                    + " operation and API resource and step type (validate or admit).",
                labels(step, operation, outcome),
                BOUNDS));
  }

  @Override
  public Laps of(Step step, Operation operation, String plugin) {
    return new Found(
        outcome ->
            metrics.histogram(
                "apiserver_admission_controller_admission_duration_seconds",
                "[STABLE] Admission controller latency histogram in seconds, identified by name and"
                    + " broken out for each operation and API resource and type (validate or"
                    + " admit).",
                RequestLabels.with(labels(step, operation, outcome), "name", plugin),
                BOUNDS));
  }

  @Override
  public SecurityNotes ofPodSecurity() {
    return new PodSecurityMeters(metrics);
  }

  private static Map<String, String> labels(Step step, Operation operation, Outcome outcome) {
    return Map.of(
        "operation", operation.name(),
        "rejected", Boolean.toString(outcome == Outcome.REJECTED),
        "type", step.name().toLowerCase(Locale.ROOT));
  }

  /// What is admitted is counted where it was looked up when it was first needed. Racy on purpose:
  /// it is the same each time.
  private static final class Found implements Laps {
    private final Function<Outcome, Histogram> lookUp;
    private volatile @Nullable Histogram admitted;

    private Found(Function<Outcome, Histogram> lookUp) {
      this.lookUp = lookUp;
    }

    @Override
    public void ended(Outcome outcome, long took) {
      var histogram = outcome == Outcome.ADMITTED ? admitted() : lookUp.apply(outcome);
      histogram.recordNanos(took);
    }

    private Histogram admitted() {
      var known = admitted;
      if (known == null) {
        known = lookUp.apply(Outcome.ADMITTED);
        admitted = known;
      }
      return known;
    }
  }
}
