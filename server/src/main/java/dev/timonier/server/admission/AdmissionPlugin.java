package dev.timonier.server.admission;

import java.util.Set;

/// Admits, changes or refuses writes. A refusal is an API exception.
public interface AdmissionPlugin {
  /// As in `--enable-admission-plugins`.
  String name();

  /// Those that it takes part in.
  Set<Step> steps();

  /// Those that it has a say in.
  Set<Operation> operations();

  /// Changes the object. Called again when a later plugin changed it, so that it must be
  /// idempotent.
  default void mutate(AdmissionRequest request) {}

  /// Refuses, or does nothing.
  default void validate(AdmissionRequest request) {}
}
