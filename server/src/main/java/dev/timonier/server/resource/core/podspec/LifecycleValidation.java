package dev.timonier.server.resource.core.podspec;

import dev.timonier.server.validation.Subject;

/// Finds what is wrong with the hooks and probes of a container
/// (<https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/>).
final class LifecycleValidation {
  private final PodContext pod;

  LifecycleValidation(PodContext pod) {
    this.pod = pod;
  }

  void validate(Subject container) {
    var lifecycle = container.at("lifecycle");
    if (lifecycle.isPresent()) {
      hook(lifecycle.at("postStart"));
      hook(lifecycle.at("preStop"));
    }
    var probes = new ProbeValidation(pod);
    probes.liveness(container.at("livenessProbe"));
    probes.readiness(container.at("readinessProbe"));
    probes.startup(container.at("startupProbe"));
  }

  private void hook(Subject hook) {
    if (hook.isPresent()) {
      new HandlerValidation(pod).ofHook(hook);
    }
  }
}
