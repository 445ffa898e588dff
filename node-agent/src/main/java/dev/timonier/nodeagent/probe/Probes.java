package dev.timonier.nodeagent.probe;

import dev.timonier.nodeagent.plan.PodObservation;
import dev.timonier.nodeagent.plan.Verdict;
import dev.timonier.nodeagent.plan.Verdicts;
import dev.timonier.nodeagent.runtime.ContainerId;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/// The probes of the containers of a node, and what they found.
public interface Probes extends Verdicts {
  /// Everything succeeds at once.
  Probes ALWAYS_SUCCEED =
      new Probes() {
        @Override
        public void update(Pod pod, PodObservation observed) {}

        @Override
        public void terminating(String uid) {}

        @Override
        public void forget(String uid) {}

        @Override
        public Optional<Verdict> startup(ContainerId container) {
          return Optional.of(Verdict.SUCCESS);
        }

        @Override
        public Optional<Verdict> liveness(ContainerId container) {
          return Optional.of(Verdict.SUCCESS);
        }

        @Override
        public Optional<Verdict> readiness(ContainerId container) {
          return Optional.of(Verdict.SUCCESS);
        }
      };

  /// Probes the running containers of a pod from now on, and no others of it.
  void update(Pod pod, PodObservation observed);

  /// Stops the probes that would restart containers of a pod.
  void terminating(String uid);

  /// Stops all probes of a pod.
  void forget(String uid);
}
