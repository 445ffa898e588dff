package dev.timonier.controllers.disruption;

import dev.timonier.controllers.runtime.Numbers;
import dev.timonier.controllers.runtime.Numbers.Rounding;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetSpec;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// How many pods a budget wants; pure.
///
/// @param expected how many there should be
/// @param desired how many must be healthy
/// @param unmanaged names of pods that nobody controls, where that matters
/// @param failure why it is not known
record Allowance(int expected, int desired, List<String> unmanaged, Optional<String> failure) {

  /// @param scale asks the controllers of pods
  static Allowance of(
      PodDisruptionBudgetSpec spec,
      Collection<Pod> pods,
      Function<Collection<Pod>, ExpectedScale> scale) {
    var least = spec.getMinAvailable();
    var most = spec.getMaxUnavailable();
    if (most != null) {
      return of(scale.apply(pods), n -> Math.max(0, n - Numbers.scaled(most, n, Rounding.UP)));
    }
    if (least != null && least.getIntVal() == null) {
      return of(scale.apply(pods), n -> Numbers.scaled(least, n, Rounding.UP));
    }
    return new Allowance(
        pods.size(), Numbers.scaled(least, pods.size(), Rounding.UP), List.of(), Optional.empty());
  }

  private static Allowance of(ExpectedScale scale, Function<Integer, Integer> desired) {
    return new Allowance(
        scale.pods(), desired.apply(scale.pods()), scale.unmanaged(), scale.failure());
  }

  /// How many of the healthy pods may go.
  int allowed(int healthy) {
    return expected <= 0 ? 0 : Math.max(0, healthy - desired);
  }
}
