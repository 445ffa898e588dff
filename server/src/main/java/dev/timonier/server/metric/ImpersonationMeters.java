package dev.timonier.server.metric;

import dev.timonier.server.authz.Decision;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// Counts who acts as another, and measures how long it takes to find out whether they may.
final class ImpersonationMeters {
  private static final String PREFIX = "apiserver_impersonation_";
  private static final double[] DURATIONS =
      IntStream.range(0, 15).mapToDouble(power -> (1L << power) / 1e3).toArray();

  private final Metrics metrics;

  ImpersonationMeters(Metrics metrics) {
    this.metrics = metrics;
  }

  /// What came of it.
  enum Verdict {
    ALLOWED,
    DENIED
  }

  /// @param mode empty when there was none
  /// @param took in nanoseconds
  void attempted(String mode, Verdict verdict, long took) {
    note("attempts", "impersonation attempts", mode, verdict, took);
  }

  /// @param took in nanoseconds
  void authorized(String mode, Decision decision, long took) {
    var verdict = decision.isAllowed() ? Verdict.ALLOWED : Verdict.DENIED;
    var what = "authorization checks made by the impersonation handler";
    note("authorization_attempts", what, mode, verdict, took);
  }

  private void note(String name, String what, String mode, Verdict verdict, long took) {
    var labels = Map.of("mode", mode, "decision", verdict.name().toLowerCase(Locale.ROOT));
    metrics
        .counter(
            PREFIX + name + "_total",
            "[ALPHA] Total number of " + what + " split by mode and decision.",
            labels)
        .increment();
    metrics
        .histogram(
            PREFIX + name + "_duration_seconds",
            "[ALPHA] Latency of " + what + " in seconds split by mode and decision.",
            labels,
            DURATIONS)
        .recordNanos(took);
  }
}
