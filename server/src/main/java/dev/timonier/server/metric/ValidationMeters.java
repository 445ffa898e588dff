package dev.timonier.server.metric;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.timonier.server.request.ApiCall;
import dev.timonier.storage.metric.Histogram;
import java.util.Map;
import java.util.stream.Stream;

/// Measures requests by how they want fields to be validated.
final class ValidationMeters {
  private static final String UNSAID = "";
  private static final String INVALID = "invalid";

  private final Map<String, Histogram> durations;

  ValidationMeters(Metrics metrics) {
    this.durations =
        Stream.of(UNSAID, "Ignore", "Warn", "Strict", INVALID)
            .collect(toUnmodifiableMap(identity(), wanted -> durations(metrics, wanted)));
  }

  private static Histogram durations(Metrics metrics, String wanted) {
    return metrics.histogram(
        "field_validation_request_duration_seconds",
        "[ALPHA] Response latency distribution in seconds for each field validation value",
        Map.of("field_validation", wanted),
        RequestMeters.SLI_DURATIONS);
  }

  Histogram of(ApiCall call) {
    var wanted = call.query().all("fieldValidation");
    return switch (wanted.size()) {
      case 0 -> of(UNSAID);
      case 1 -> of(wanted.getFirst());
      default -> of(INVALID);
    };
  }

  private Histogram of(String wanted) {
    var known = durations.get(wanted);
    return known == null ? of(INVALID) : known;
  }
}
