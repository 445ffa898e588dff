package dev.timonier.server.metric;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.admission.Operation;
import dev.timonier.server.admission.podsecurity.Level;
import dev.timonier.server.admission.podsecurity.SecurityNotes;
import dev.timonier.server.admission.podsecurity.Standard;
import dev.timonier.server.admission.podsecurity.StandardVersion;
import dev.timonier.server.discovery.VersionHandler;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/// Counts what the standards for pods allow and refuse. Each pod meets them, so that what counts
/// them is looked up once.
final class PodSecurityMeters implements SecurityNotes {
  private static final String EVALUATIONS = "pod_security_evaluations_total";
  private static final String EVALUATIONS_HELP =
      "[ALPHA] Number of policy evaluations that occurred, not counting ignored or exempt"
          + " requests.";
  private static final String EXEMPTIONS = "pod_security_exemptions_total";
  private static final String EXEMPTIONS_HELP =
      "[ALPHA] Number of exempt requests, not counting ignored or out of scope requests.";
  private static final String POD = "pod";
  private static final String CONTROLLER = "controller";
  private static final GroupResource PODS = new GroupResource("", "pods");

  private final Metrics metrics;
  private final List<Counted> evaluations = new CopyOnWriteArrayList<>();

  /// What evaluations are counted by.
  ///
  /// @param resource `pod` or `controller`
  /// @param version `future` for all that are to come
  private record Evaluation(
      Operation operation,
      String resource,
      String subresource,
      Mode mode,
      Level level,
      String version,
      Verdict verdict) {
    Map<String, String> labels() {
      return Map.of(
          "decision", lower(verdict),
          "mode", lower(mode),
          "policy_level", level.toString(),
          "policy_version", version,
          "request_operation", lower(operation),
          "resource", resource,
          "subresource", subresource);
    }
  }

  /// How often there was an evaluation. There are few, so that the one is found sooner by looking
  /// through all than by a hash of so many parts.
  private record Counted(Evaluation evaluation, LongAdder number) {
    boolean is(Evaluation other) {
      return evaluation.mode == other.mode
          && evaluation.level == other.level
          && evaluation.verdict == other.verdict
          && evaluation.operation == other.operation
          && evaluation.resource.equals(other.resource)
          && evaluation.subresource.equals(other.subresource)
          && evaluation.version.equals(other.version);
    }
  }

  PodSecurityMeters(Metrics metrics) {
    this.metrics = metrics;
    for (var operation : List.of(Operation.CREATE, Operation.UPDATE)) {
      metrics.counterFromZero(EVALUATIONS, EVALUATIONS_HELP, usual(operation).labels());
      for (var resource : List.of(POD, CONTROLLER)) {
        metrics.counterFromZero(EXEMPTIONS, EXEMPTIONS_HELP, labels(operation, resource, ""));
      }
    }
  }

  /// What comes of nearly all pods.
  private static Evaluation usual(Operation operation) {
    return new Evaluation(
        operation,
        POD,
        "",
        Mode.ENFORCE,
        Level.PRIVILEGED,
        StandardVersion.LATEST.toString(),
        Verdict.ALLOW);
  }

  @Override
  public void evaluated(AdmissionRequest request, Mode mode, Standard standard, Verdict verdict) {
    var evaluation =
        new Evaluation(
            request.operation(),
            resource(request),
            request.subresource(),
            mode,
            standard.level(),
            version(standard),
            verdict);
    counter(evaluation).increment();
  }

  private LongAdder counter(Evaluation evaluation) {
    for (var counted : evaluations) {
      if (counted.is(evaluation)) {
        return counted.number();
      }
    }
    var number = metric(evaluation);
    evaluations.add(new Counted(evaluation, number));
    return number;
  }

  private LongAdder metric(Evaluation evaluation) {
    return metrics.counter(EVALUATIONS, EVALUATIONS_HELP, evaluation.labels());
  }

  @Override
  public void exempted(AdmissionRequest request) {
    metrics.counter(EXEMPTIONS, EXEMPTIONS_HELP, labels(request)).increment();
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
    return labels(request.operation(), resource(request), request.subresource());
  }

  private static Map<String, String> labels(
      Operation operation, String resource, String subresource) {
    return Map.of(
        "request_operation", lower(operation), "resource", resource, "subresource", subresource);
  }

  private static String resource(AdmissionRequest request) {
    return request.resource().groupResource().equals(PODS) ? POD : CONTROLLER;
  }

  /// Whatever is privileged always was.
  private static String version(Standard standard) {
    var version = standard.version();
    if (standard.isPrivileged() || version.equals(StandardVersion.LATEST)) {
      return StandardVersion.LATEST.toString();
    }
    return version.minor() > VersionHandler.MINOR ? "future" : version.toString();
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
