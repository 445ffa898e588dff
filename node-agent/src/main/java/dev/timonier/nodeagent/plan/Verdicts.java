package dev.timonier.nodeagent.plan;

import dev.timonier.nodeagent.runtime.ContainerId;
import java.util.Optional;

/// What the probes say of each container; nothing while a probe has not come to a result.
public interface Verdicts {
  /// For containers without probes.
  Verdicts NONE =
      new Verdicts() {
        @Override
        public Optional<Verdict> startup(ContainerId container) {
          return Optional.empty();
        }

        @Override
        public Optional<Verdict> liveness(ContainerId container) {
          return Optional.empty();
        }

        @Override
        public Optional<Verdict> readiness(ContainerId container) {
          return Optional.empty();
        }
      };

  Optional<Verdict> startup(ContainerId container);

  Optional<Verdict> liveness(ContainerId container);

  Optional<Verdict> readiness(ContainerId container);
}
