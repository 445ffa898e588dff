package dev.timonier.scheduler.plugin.defaultpreemption;

import dev.timonier.scheduler.snapshot.PodInfo;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// Which pods should rather stay: those of higher priority, then those that run for longer.
final class Importance {
  /// The most important pod first.
  static final Comparator<PodInfo> ORDER =
      Comparator.comparingInt(PodInfo::priority).reversed().thenComparing(Importance::start);

  private Importance() {}

  /// When a pod was started; one that was not yet is as young as can be.
  static Instant start(PodInfo pod) {
    return Optional.ofNullable(pod.pod().getStatus())
        .map(PodStatus::getStartTime)
        .map(Instant::parse)
        .orElse(Instant.MAX);
  }
}
