package dev.timonier.controllers.tainteviction;

import dev.timonier.controllers.runtime.Times;
import dev.timonier.machinery.taint.Tolerations;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// When a pod has to leave its node because of taints; pure.
final class EvictionPlan {
  private static final String NO_EXECUTE = "NoExecute";

  private EvictionPlan() {}

  /// The moment at which the pod has to leave; empty where it may stay. A taint without a time
  /// counts from now on.
  static Optional<Instant> leaves(
      Collection<Taint> taints, Collection<Toleration> tolerations, Instant now) {
    return taints.stream()
        .filter(taint -> taint.getEffect().equals(NO_EXECUTE))
        .flatMap(taint -> leaves(taint, tolerations, now).stream())
        .min(Instant::compareTo);
  }

  private static Optional<Instant> leaves(
      Taint taint, Collection<Toleration> tolerations, Instant now) {
    var since = Times.parse(taint.getTimeAdded()).orElse(now);
    var matching =
        tolerations.stream().filter(t -> Tolerations.of(List.of(t)).tolerate(taint)).toList();
    return matching.isEmpty() ? Optional.of(now) : shortest(matching).map(since::plus);
  }

  /// A toleration without a time is for ever.
  private static Optional<Duration> shortest(List<Toleration> tolerations) {
    return tolerations.stream()
        .flatMap(t -> Optional.ofNullable(t.getTolerationSeconds()).stream())
        .map(seconds -> Duration.ofSeconds(Math.max(0, seconds)))
        .min(Duration::compareTo);
  }
}
