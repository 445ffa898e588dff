package dev.timonier.controllers.statefulset;

import dev.timonier.controllers.runtime.Numbers;
import dev.timonier.controllers.runtime.Numbers.Rounding;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateStatefulSetStrategy;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What the spec of a StatefulSet says
/// (<https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/>).
final class StatefulSets {
  private static final int DEFAULT_HISTORY = 10;

  private StatefulSets() {}

  /// The ordinal of the first pod.
  static int start(StatefulSet set) {
    var ordinals = set.getSpec().getOrdinals();
    return ordinals == null ? 0 : Numbers.orZero(ordinals.getStart());
  }

  static int replicas(StatefulSet set) {
    return Objects.requireNonNullElse(set.getSpec().getReplicas(), 1);
  }

  static boolean wants(StatefulSet set, int ordinal) {
    return ordinal >= start(set) && ordinal < start(set) + replicas(set);
  }

  /// One pod after the other.
  static boolean ordered(StatefulSet set) {
    return !"Parallel".equals(set.getSpec().getPodManagementPolicy());
  }

  static boolean updatesByItself(StatefulSet set) {
    var strategy = set.getSpec().getUpdateStrategy();
    return strategy == null || !"OnDelete".equals(strategy.getType());
  }

  /// Pods below this ordinal keep the template that they have.
  static int partition(StatefulSet set) {
    return rolling(set).map(r -> Numbers.orZero(r.getPartition())).orElse(0);
  }

  /// How many pods may be away at once while templates change.
  static int maxUnavailable(StatefulSet set) {
    return rolling(set)
        .map(r -> Numbers.scaled(r.getMaxUnavailable(), replicas(set), Rounding.UP))
        .map(n -> Math.max(1, n))
        .orElse(1);
  }

  private static Optional<RollingUpdateStatefulSetStrategy> rolling(StatefulSet set) {
    return Optional.ofNullable(set.getSpec().getUpdateStrategy())
        .flatMap(strategy -> Optional.ofNullable(strategy.getRollingUpdate()));
  }

  static Duration minReady(StatefulSet set) {
    return Numbers.seconds(set.getSpec().getMinReadySeconds());
  }

  static int historyLimit(StatefulSet set) {
    return Objects.requireNonNullElse(set.getSpec().getRevisionHistoryLimit(), DEFAULT_HISTORY);
  }

  static List<PersistentVolumeClaim> claims(StatefulSet set) {
    return Objects.requireNonNullElse(set.getSpec().getVolumeClaimTemplates(), List.of());
  }

  static String claimName(StatefulSet set, PersistentVolumeClaim template, int ordinal) {
    return template.getMetadata().getName() + "-" + set.getMetadata().getName() + "-" + ordinal;
  }

  static StatefulSetStatus status(StatefulSet set) {
    return Objects.requireNonNullElseGet(set.getStatus(), StatefulSetStatus::new);
  }
}
