package dev.timonier.controllers.deployment;

import static java.util.Comparator.comparing;

import dev.timonier.controllers.runtime.Numbers;
import dev.timonier.controllers.runtime.Numbers.Rounding;
import dev.timonier.controllers.templatehash.TemplateHash;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// A Deployment and its ReplicaSets: the one of the present template, if it exists, and those of
/// earlier templates, the oldest first.
record Rollout(Deployment deployment, Optional<ReplicaSet> present, List<ReplicaSet> old) {
  static final Comparator<ReplicaSet> BY_AGE =
      comparing((ReplicaSet set) -> text(set.getMetadata().getCreationTimestamp()))
          .thenComparing(set -> set.getMetadata().getName());

  static Rollout of(Deployment deployment, Collection<ReplicaSet> sets) {
    var sorted = new ArrayList<>(sets);
    sorted.sort(BY_AGE);
    var template = deployment.getSpec().getTemplate();
    var present =
        sorted.stream()
            .filter(set -> TemplateHash.same(set.getSpec().getTemplate(), template))
            .findFirst();
    present.ifPresent(sorted::remove);
    return new Rollout(deployment, present, List.copyOf(sorted));
  }

  Rollout with(ReplicaSet presentNow) {
    return new Rollout(deployment, Optional.of(presentNow), old);
  }

  Rollout with(Deployment deploymentNow) {
    return new Rollout(deploymentNow, present, old);
  }

  /// The same after the ReplicaSets were scaled.
  Rollout after(List<Scale> scales) {
    return new Rollout(
        deployment,
        present.map(set -> scaled(set, scales)),
        old.stream().map(set -> scaled(set, scales)).toList());
  }

  private static ReplicaSet scaled(ReplicaSet set, List<Scale> scales) {
    return scales.stream()
        .filter(scale -> scale.set().getMetadata().getUid().equals(set.getMetadata().getUid()))
        .findFirst()
        .map(
            scale ->
                new ReplicaSetBuilder(set)
                    .editSpec()
                    .withReplicas(scale.replicas())
                    .endSpec()
                    .build())
        .orElse(set);
  }

  List<ReplicaSet> all() {
    var all = new ArrayList<>(old);
    present.ifPresent(all::add);
    return all;
  }

  /// The old ReplicaSets that want pods.
  List<ReplicaSet> activeOld() {
    return old.stream().filter(Rollout::isActive).toList();
  }

  static boolean isActive(ReplicaSet set) {
    return replicas(set) > 0;
  }

  /// How many pods are wanted.
  int replicas() {
    return Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1);
  }

  boolean rolls() {
    var strategy = deployment.getSpec().getStrategy();
    return strategy == null || !"Recreate".equals(strategy.getType());
  }

  /// How many pods more than wanted there may be for a while.
  int maxSurge() {
    return rolls() ? limits().surge() : 0;
  }

  /// How many pods fewer than wanted may be available for a while.
  int maxUnavailable() {
    return rolls() && replicas() > 0 ? Math.min(limits().unavailable(), replicas()) : 0;
  }

  private record Limits(int surge, int unavailable) {}

  /// Something must be permitted to move.
  private Limits limits() {
    var strategy = deployment.getSpec().getStrategy();
    var rolling = strategy == null ? null : strategy.getRollingUpdate();
    if (rolling == null) {
      return new Limits(0, 1);
    }
    var surge = Numbers.scaled(rolling.getMaxSurge(), replicas(), Rounding.UP);
    var unavailable = Numbers.scaled(rolling.getMaxUnavailable(), replicas(), Rounding.DOWN);
    return new Limits(surge, surge == 0 && unavailable == 0 ? 1 : unavailable);
  }

  boolean isPaused() {
    return Boolean.TRUE.equals(deployment.getSpec().getPaused());
  }

  /// Someone changed `spec.replicas`: a ReplicaSet has yet to learn of it.
  boolean isScaled() {
    return all().stream()
        .filter(Rollout::isActive)
        .mapToInt(Revisions::desired)
        .anyMatch(desired -> desired >= 0 && desired != replicas());
  }

  static int replicas(ReplicaSet set) {
    return Objects.requireNonNullElse(set.getSpec().getReplicas(), 1);
  }

  static int available(ReplicaSet set) {
    return set.getStatus() == null ? 0 : Numbers.orZero(set.getStatus().getAvailableReplicas());
  }

  static int actual(ReplicaSet set) {
    return set.getStatus() == null ? 0 : Numbers.orZero(set.getStatus().getReplicas());
  }

  static int ready(ReplicaSet set) {
    return set.getStatus() == null ? 0 : Numbers.orZero(set.getStatus().getReadyReplicas());
  }

  static int sum(Collection<ReplicaSet> sets, ToIntFunction<ReplicaSet> of) {
    return sets.stream().mapToInt(of).sum();
  }

  private static String text(@Nullable String time) {
    return Objects.requireNonNullElse(time, "");
  }
}
