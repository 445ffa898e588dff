package dev.timonier.server.resource.core.podspec;

import dev.timonier.server.validation.Subject;

/// Finds what is wrong with the probes of a container
/// (<https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/>).
final class ProbeValidation {
  private final HandlerValidation handlers;

  ProbeValidation(PodContext pod) {
    this.handlers = new HandlerValidation(pod);
  }

  void liveness(Subject probe) {
    if (probe.isPresent()) {
      probe(probe);
      succeedsAtOnce(probe);
    }
  }

  void startup(Subject probe) {
    if (probe.isPresent()) {
      probe(probe);
      succeedsAtOnce(probe);
    }
  }

  void readiness(Subject probe) {
    if (!probe.isPresent()) {
      return;
    }
    probe(probe);
    var grace = probe.at("terminationGracePeriodSeconds");
    if (grace.isPresent()) {
      grace.invalid("must not be set for readinessProbes");
    }
  }

  private void probe(Subject probe) {
    handlers.ofProbe(probe);
    probe.at("initialDelaySeconds").nonNegative();
    probe.at("timeoutSeconds").nonNegative();
    probe.at("periodSeconds").nonNegative();
    probe.at("successThreshold").nonNegative();
    probe.at("failureThreshold").nonNegative();
    var grace = probe.at("terminationGracePeriodSeconds");
    if (grace.isPresent() && grace.number() <= 0) {
      grace.invalid("must be greater than 0");
    }
  }

  private static void succeedsAtOnce(Subject probe) {
    var threshold = probe.at("successThreshold");
    if (threshold.number() != 1) {
      threshold.invalid("must be 1");
    }
  }
}
