package dev.timonier.server.admission;

/// Is told how long admission takes, in nanoseconds.
public interface AdmissionNotes {
  /// All plugins of a step have had their say.
  void ended(Step step, Operation operation, Outcome outcome, long took);

  /// One has.
  void ended(String plugin, Step step, Operation operation, Outcome outcome, long took);
}
