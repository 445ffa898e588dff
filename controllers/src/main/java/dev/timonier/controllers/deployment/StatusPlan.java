package dev.timonier.controllers.deployment;

import static dev.timonier.controllers.runtime.Numbers.orZero;
import static dev.timonier.controllers.runtime.Numbers.shown;

import dev.timonier.controllers.runtime.Times;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a Deployment's status is to say of its ReplicaSets; pure.
record StatusPlan(Rollout rollout, Instant now) {

  /// Counts and availability alone, for a Deployment that does not move.
  DeploymentStatus counted() {
    return counts(withAvailability(Conditions.of(rollout.deployment())));
  }

  /// Counts, availability, progress and failures.
  DeploymentStatus progressed() {
    var counted = counted();
    var conditions = new Conditions(counted.getConditions());
    return counts(withFailures(withProgress(conditions, counted)));
  }

  private DeploymentStatus counts(Conditions conditions) {
    var all = rollout.all();
    var available = Rollout.sum(all, Rollout::available);
    var status = rollout.deployment().getStatus();
    return new DeploymentStatusBuilder()
        .withObservedGeneration(rollout.deployment().getMetadata().getGeneration())
        .withReplicas(shown(Rollout.sum(all, Rollout::actual)))
        .withUpdatedReplicas(shown(rollout.present().map(Rollout::actual).orElse(0)))
        .withReadyReplicas(shown(Rollout.sum(all, Rollout::ready)))
        .withAvailableReplicas(shown(available))
        .withUnavailableReplicas(
            shown(Math.max(0, Rollout.sum(all, Rollout::replicas) - available)))
        .withTerminatingReplicas(terminating().orElse(null))
        .withCollisionCount(status == null ? null : status.getCollisionCount())
        .withConditions(conditions.list())
        .build();
  }

  /// Unknown as long as one ReplicaSet has not told.
  private Optional<Integer> terminating() {
    var told =
        rollout.all().stream()
            .map(set -> set.getStatus() == null ? null : set.getStatus().getTerminatingReplicas())
            .filter(Objects::nonNull)
            .toList();
    return told.size() < rollout.all().size()
        ? Optional.empty()
        : Optional.of(told.stream().mapToInt(Integer::intValue).sum());
  }

  private Conditions withAvailability(Conditions conditions) {
    var available = Rollout.sum(rollout.all(), Rollout::available);
    var least = rollout.replicas() - rollout.maxUnavailable();
    return conditions.with(
        available >= least
            ? condition(
                Conditions.AVAILABLE,
                "True",
                "MinimumReplicasAvailable",
                "Deployment has minimum availability.")
            : condition(
                Conditions.AVAILABLE,
                "False",
                "MinimumReplicasUnavailable",
                "Deployment does not have minimum availability."));
  }

  private Conditions withProgress(Conditions conditions, DeploymentStatus status) {
    if (deadline(rollout.deployment()).isEmpty()) {
      return conditions.without(Conditions.PROGRESSING);
    }
    var rolledOut =
        orZero(status.getReplicas()) == orZero(status.getUpdatedReplicas())
            && conditions.has(Conditions.PROGRESSING, Conditions.NEW_SET_AVAILABLE);
    if (rolledOut) {
      return conditions;
    }
    if (complete(rollout, status)) {
      return conditions.with(
          progress("True", Conditions.NEW_SET_AVAILABLE, "has successfully progressed."));
    }
    if (progressing(status)) {
      return conditions.refreshed(progress("True", "ReplicaSetUpdated", "is progressing."));
    }
    return timedOut(conditions)
        ? conditions.with(
            progress("False", Conditions.DEADLINE_EXCEEDED, "has timed out progressing."))
        : conditions;
  }

  private DeploymentCondition progress(String status, String reason, String rest) {
    var subject =
        rollout
            .present()
            .map(set -> "ReplicaSet \"" + set.getMetadata().getName() + "\" ")
            .orElse("Deployment \"" + rollout.deployment().getMetadata().getName() + "\" ");
    return condition(Conditions.PROGRESSING, status, reason, subject + rest);
  }

  /// All pods are of the present template and available, and no old ones run.
  static boolean complete(Rollout rollout, DeploymentStatus status) {
    var observed = orZero(status.getObservedGeneration());
    return orZero(status.getUpdatedReplicas()) == rollout.replicas()
        && orZero(status.getReplicas()) == rollout.replicas()
        && orZero(status.getAvailableReplicas()) == rollout.replicas()
        && observed >= orZero(rollout.deployment().getMetadata().getGeneration());
  }

  /// There are more new, fewer old, more ready or more available pods than before.
  private boolean progressing(DeploymentStatus status) {
    var before =
        Objects.requireNonNullElse(rollout.deployment().getStatus(), new DeploymentStatus());
    return orZero(status.getUpdatedReplicas()) > orZero(before.getUpdatedReplicas())
        || oldReplicas(status) < oldReplicas(before)
        || orZero(status.getReadyReplicas()) > orZero(before.getReadyReplicas())
        || orZero(status.getAvailableReplicas()) > orZero(before.getAvailableReplicas());
  }

  private static int oldReplicas(DeploymentStatus status) {
    return orZero(status.getReplicas()) - orZero(status.getUpdatedReplicas());
  }

  private boolean timedOut(Conditions conditions) {
    var progress = conditions.get(Conditions.PROGRESSING);
    if (progress.isEmpty()
        || conditions.has(Conditions.PROGRESSING, Conditions.NEW_SET_AVAILABLE)) {
      return false;
    }
    return conditions.has(Conditions.PROGRESSING, Conditions.DEADLINE_EXCEEDED)
        || untilDeadline(rollout.deployment(), progress.get())
            .filter(Duration::isPositive)
            .isEmpty();
  }

  private Optional<Duration> untilDeadline(Deployment deployment, DeploymentCondition progress) {
    return deadline(deployment)
        .flatMap(
            deadline ->
                Times.parse(progress.getLastUpdateTime())
                    .map(since -> Duration.between(now, since.plus(deadline))));
  }

  /// When a rollout that does not move has to be looked at again, lest its deadline goes by unseen.
  Optional<Duration> nextLook(DeploymentStatus status) {
    var conditions = new Conditions(status.getConditions());
    if (complete(rollout, status)
        || conditions.has(Conditions.PROGRESSING, Conditions.DEADLINE_EXCEEDED)) {
      return Optional.empty();
    }
    return conditions
        .get(Conditions.PROGRESSING)
        .flatMap(progress -> untilDeadline(rollout.deployment(), progress))
        .map(left -> left.isPositive() ? left.plusSeconds(1) : Duration.ofSeconds(1));
  }

  /// Within what time a rollout must move; empty where that does not matter.
  static Optional<Duration> deadline(Deployment deployment) {
    return Optional.ofNullable(deployment.getSpec().getProgressDeadlineSeconds())
        .filter(seconds -> seconds != Integer.MAX_VALUE)
        .map(Duration::ofSeconds);
  }

  /// A failure of the new ReplicaSet, or else of another.
  private Conditions withFailures(Conditions conditions) {
    var failure = rollout.present().flatMap(StatusPlan::failure);
    var any =
        failure.or(() -> rollout.old().stream().flatMap(s -> failure(s).stream()).findFirst());
    return any.map(
            c ->
                conditions.with(
                    condition(
                        Conditions.REPLICA_FAILURE, c.getStatus(), c.getReason(), c.getMessage())))
        .orElse(conditions.without(Conditions.REPLICA_FAILURE));
  }

  private static Optional<ReplicaSetCondition> failure(ReplicaSet set) {
    var conditions = set.getStatus() == null ? null : set.getStatus().getConditions();
    return Objects.requireNonNullElse(conditions, List.<ReplicaSetCondition>of()).stream()
        .filter(c -> c.getType().equals(Conditions.REPLICA_FAILURE))
        .findFirst();
  }

  private DeploymentCondition condition(String type, String status, String reason, String message) {
    return Conditions.make(type, status, reason, message, now);
  }
}
