package dev.timonier.controllers.daemonset;

import dev.timonier.controllers.runtime.Numbers;
import dev.timonier.controllers.runtime.Numbers.Rounding;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDaemonSet;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What the spec of a DaemonSet says
/// (<https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/>).
final class DaemonSets {
  private static final String GENERATION = "deprecated.daemonset.template.generation";
  private static final int DEFAULT_HISTORY = 10;

  private DaemonSets() {}

  static boolean updatesByItself(DaemonSet set) {
    var strategy = set.getSpec().getUpdateStrategy();
    return strategy == null || !"OnDelete".equals(strategy.getType());
  }

  /// How many nodes may have no available pod while templates change.
  static int maxUnavailable(DaemonSet set, int nodes) {
    return rolling(set)
        .map(RollingUpdateDaemonSet::getMaxUnavailable)
        .map(n -> Numbers.scaled(n, nodes, Rounding.UP))
        .orElse(1);
  }

  /// How many nodes may have two pods while templates change.
  static int maxSurge(DaemonSet set, int nodes) {
    return rolling(set)
        .map(RollingUpdateDaemonSet::getMaxSurge)
        .map(n -> Numbers.scaled(n, nodes, Rounding.UP))
        .orElse(0);
  }

  private static Optional<RollingUpdateDaemonSet> rolling(DaemonSet set) {
    return Optional.ofNullable(set.getSpec().getUpdateStrategy())
        .flatMap(strategy -> Optional.ofNullable(strategy.getRollingUpdate()));
  }

  static Duration minReady(DaemonSet set) {
    return Numbers.seconds(set.getSpec().getMinReadySeconds());
  }

  static int historyLimit(DaemonSet set) {
    return Objects.requireNonNullElse(set.getSpec().getRevisionHistoryLimit(), DEFAULT_HISTORY);
  }

  /// The number that the server gives to each template.
  static Optional<String> templateGeneration(DaemonSet set) {
    var annotations =
        Objects.requireNonNullElse(set.getMetadata().getAnnotations(), Map.<String, String>of());
    return Optional.ofNullable(annotations.get(GENERATION));
  }

  static DaemonSetStatus status(DaemonSet set) {
    return Objects.requireNonNullElseGet(set.getStatus(), DaemonSetStatus::new);
  }
}
