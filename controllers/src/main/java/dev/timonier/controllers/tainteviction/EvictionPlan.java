package dev.timonier.controllers.tainteviction;

import dev.timonier.machinery.taint.Tolerations;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Whether a pod has to leave its node because of taints; pure.
sealed interface EvictionPlan {
  String NO_EXECUTE = "NoExecute";

  record Stays() implements EvictionPlan {}

  /// It does not tolerate a taint.
  record LeavesNow() implements EvictionPlan {}

  /// It tolerates the taints for so long from the moment on at which they were noticed, whenever
  /// they were added.
  record LeavesAfter(Duration time) implements EvictionPlan {}

  /// Of several tolerations of a taint, the first counts.
  static EvictionPlan of(Collection<Taint> taints, Collection<Toleration> tolerations) {
    var used = new ArrayList<Toleration>();
    for (var taint : taints) {
      if (taint.getEffect().equals(NO_EXECUTE)) {
        var first = first(tolerations, taint);
        if (first.isEmpty()) {
          return new LeavesNow();
        }
        used.add(first.get());
      }
    }
    return shortest(used).<EvictionPlan>map(LeavesAfter::new).orElseGet(Stays::new);
  }

  private static Optional<Toleration> first(Collection<Toleration> tolerations, Taint taint) {
    return tolerations.stream().filter(t -> Tolerations.of(List.of(t)).tolerate(taint)).findFirst();
  }

  /// A toleration without a time is for ever.
  private static Optional<Duration> shortest(List<Toleration> tolerations) {
    return tolerations.stream()
        .flatMap(t -> Optional.ofNullable(t.getTolerationSeconds()).stream())
        .map(seconds -> Duration.ofSeconds(Math.max(0, seconds)))
        .min(Duration::compareTo);
  }
}
