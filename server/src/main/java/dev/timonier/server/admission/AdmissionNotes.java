package dev.timonier.server.admission;

import dev.timonier.server.admission.podsecurity.SecurityNotes;

/// Takes note of how long admission takes, and of some that it decides. It is asked once for each
/// plugin and operation, not with each write.
public interface AdmissionNotes {
  AdmissionNotes NONE =
      new AdmissionNotes() {
        @Override
        public Laps of(Step step, Operation operation) {
          return (_, _) -> {};
        }

        @Override
        public Laps of(Step step, Operation operation, String plugin) {
          return (_, _) -> {};
        }

        @Override
        public SecurityNotes ofPodSecurity() {
          return SecurityNotes.NONE;
        }
      };

  /// Is told of a step, when all of its plugins have had their say.
  Laps of(Step step, Operation operation);

  /// Is told of one plugin.
  Laps of(Step step, Operation operation, String plugin);

  /// Is told what the plugin PodSecurity thinks.
  SecurityNotes ofPodSecurity();

  /// Is told, in nanoseconds, how long each admission took.
  @FunctionalInterface
  interface Laps {
    void ended(Outcome outcome, long took);
  }
}
