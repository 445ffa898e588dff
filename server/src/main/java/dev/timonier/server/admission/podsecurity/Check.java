package dev.timonier.server.admission.podsecurity;

import java.util.Optional;
import java.util.function.Predicate;

/// One thing that a standard asks of pods.
@FunctionalInterface
interface Check {
  Optional<Violation> violation(SecuredPod pod);

  /// This check, with some pods spared.
  default Check unless(Predicate<SecuredPod> spared) {
    return pod -> spared.test(pod) ? Optional.empty() : violation(pod);
  }
}
