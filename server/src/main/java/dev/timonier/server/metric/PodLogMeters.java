package dev.timonier.server.metric;

import java.util.Locale;
import java.util.Map;

/// Counts how logs of pods are asked for of kubelets. There is nothing to show before the first one
/// is.
public final class PodLogMeters {
  private static final String PREFIX = "kube_apiserver_pod_logs_";

  private final Metrics metrics;

  public PodLogMeters(Metrics metrics) {
    this.metrics = metrics;
  }

  /// Whether a kubelet must prove who it is.
  public enum Usage {
    ENFORCE_TLS,
    SKIP_TLS_ALLOWED
  }

  /// Someone asks for a log.
  public void asked(Usage usage) {
    metrics
        .counter(
            PREFIX + "insecure_backend_total",
            "[ALPHA] Total number of requests for pods/logs sliced by usage type: enforce_tls,"
                + " skip_tls_allowed, skip_tls_denied",
            Map.of("usage", usage.name().toLowerCase(Locale.ROOT)))
        .increment();
    failures(0);
  }

  /// A kubelet could not prove who it is.
  public void unverified() {
    failures(1);
  }

  private void failures(int more) {
    metrics
        .counter(
            PREFIX + "backend_tls_failure_total",
            "[ALPHA] Total number of requests for pods/logs that failed due to kubelet server TLS"
                + " verification",
            Map.of())
        .add(more);
  }
}
