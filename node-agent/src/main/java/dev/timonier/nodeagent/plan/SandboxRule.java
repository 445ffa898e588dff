package dev.timonier.nodeagent.plan;

import dev.timonier.nodeagent.runtime.SandboxId;
import dev.timonier.nodeagent.runtime.SandboxStatus;
import dev.timonier.nodeagent.runtime.SandboxStatus.State;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/// Whether a pod has a sandbox in which its containers can run.
public final class SandboxRule {
  private SandboxRule() {}

  /// The sandbox to use; empty when a new one is needed.
  public static Optional<SandboxId> usable(Pod pod, PodObservation observed) {
    var ready = observed.sandboxes().stream().filter(s -> s.state() == State.READY).count();
    return observed
        .newestSandbox()
        .filter(newest -> ready == 1 && newest.state() == State.READY && hasNetwork(pod, newest))
        .map(SandboxStatus::id);
  }

  /// The number of the next sandbox.
  static int nextAttempt(PodObservation observed) {
    return observed.newestSandbox().map(newest -> newest.attempt() + 1).orElse(0);
  }

  private static boolean hasNetwork(Pod pod, SandboxStatus sandbox) {
    return Boolean.TRUE.equals(pod.getSpec().getHostNetwork()) || !sandbox.addresses().isEmpty();
  }
}
