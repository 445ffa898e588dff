package dev.timonier.server.registry;

import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.validation.Subject;

/// What holds for objects of a kind by what is outside of them, such as the rights of whoever
/// writes them. It is told before what the rules of the kind find.
@FunctionalInterface
public interface ContextRules {
  /// For kinds that are examined by themselves.
  ContextRules NONE = (_, _) -> {};

  /// @param next the object, which takes the faults
  void check(AdmissionRequest request, Subject next);
}
