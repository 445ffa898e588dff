package dev.timonier.controllers.job;

import dev.timonier.controllers.runtime.Times;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Writes the conditions of Jobs; pure.
final class Conditions {
  private Conditions() {}

  static JobStatus withTruth(
      JobStatus status, String type, String reason, String message, Instant now) {
    return with(status, condition(type, "True", reason, message, now));
  }

  /// A condition that was never there is not false.
  static JobStatus withFalsehood(
      JobStatus status, String type, String reason, String message, Instant now) {
    return Jobs.condition(status, type).isEmpty()
        ? status
        : with(status, condition(type, "False", reason, message, now));
  }

  private static JobCondition condition(
      String type, String status, String reason, String message, Instant now) {
    return new JobConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withMessage(message)
        .withLastProbeTime(Times.shown(now))
        .withLastTransitionTime(Times.shown(now))
        .build();
  }

  private static JobStatus with(JobStatus status, JobCondition wanted) {
    var present = Jobs.condition(status, wanted.getType());
    if (present.filter(c -> same(c, wanted)).isPresent()) {
      return status;
    }
    var conditions =
        new ArrayList<>(
            Objects.requireNonNullElse(status.getConditions(), List.<JobCondition>of()));
    present.ifPresentOrElse(
        c -> conditions.set(conditions.indexOf(c), wanted), () -> conditions.add(wanted));
    return new JobStatusBuilder(status).withConditions(conditions).build();
  }

  private static boolean same(JobCondition present, JobCondition wanted) {
    return Objects.equals(present.getStatus(), wanted.getStatus())
        && Objects.equals(present.getReason(), wanted.getReason())
        && Objects.equals(present.getMessage(), wanted.getMessage());
  }
}
