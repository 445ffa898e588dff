package dev.timonier.server.metric;

import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.admission.podsecurity.SecurityNotes;
import dev.timonier.server.admission.podsecurity.Standard;
import dev.timonier.server.admission.podsecurity.StandardVersion;
import java.util.Locale;
import java.util.Map;

/// Counts what the standards for pods allow and refuse.
final class PodSecurityMeters implements SecurityNotes {
  /// The version of Kubernetes that serves.
  private static final int MINOR = 36;

  private final Metrics metrics;

  PodSecurityMeters(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void evaluated(AdmissionRequest request, Mode mode, Standard standard, Verdict verdict) {
    var labels = RequestLabels.with(labels(request), "decision", lower(verdict));
    labels = RequestLabels.with(labels, "mode", lower(mode));
    labels = RequestLabels.with(labels, "ocp_namespace", "");
    labels = RequestLabels.with(labels, "policy_level", standard.level().toString());
    labels = RequestLabels.with(labels, "policy_version", version(standard));
    metrics
        .counter(
            "pod_security_evaluations_total",
            "[ALPHA] Number of policy evaluations that occurred, not counting ignored or exempt"
                + " requests.",
            labels)
        .increment();
  }

  @Override
  public void exempted(AdmissionRequest request) {
    metrics
        .counter(
            "pod_security_exemptions_total",
            "[ALPHA] Number of exempt requests, not counting ignored or out of scope requests.",
            labels(request))
        .increment();
  }

  @Override
  public void mistaken(AdmissionRequest request) {
    metrics
        .counter(
            "pod_security_errors_total",
            "[ALPHA] Number of errors preventing normal evaluation. Non-fatal errors may result in"
                + " the latest restricted profile being used for evaluation.",
            RequestLabels.with(labels(request), "fatal", "false"))
        .increment();
  }

  private static Map<String, String> labels(AdmissionRequest request) {
    return Map.of(
        "request_operation",
        lower(request.operation()),
        "resource",
        request.resource().groupResource().toString().equals("pods") ? "pod" : "controller",
        "subresource",
        request.subresource());
  }

  /// Whatever is privileged always was.
  private static String version(Standard standard) {
    var version = standard.version();
    if (standard.isPrivileged() || version.equals(StandardVersion.LATEST)) {
      return StandardVersion.LATEST.toString();
    }
    return version.minor() > MINOR ? "future" : version.toString();
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
