package dev.timonier.controllers.job;

import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Pods;
import dev.timonier.controllers.runtime.Times;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What the spec and the conditions of a Job say
/// (<https://kubernetes.io/docs/concepts/workloads/controllers/job/>).
public final class Jobs {
  static final String FINALIZER = "batch.kubernetes.io/job-tracking";
  private static final String CONTROLLER = "kubernetes.io/job-controller";
  private static final int DEFAULT_BACKOFF_LIMIT = 6;

  private Jobs() {}

  static boolean indexed(Job job) {
    return "Indexed".equals(job.getSpec().getCompletionMode());
  }

  static boolean suspended(Job job) {
    return Boolean.TRUE.equals(job.getSpec().getSuspend());
  }

  static int parallelism(Job job) {
    return Objects.requireNonNullElse(job.getSpec().getParallelism(), 1);
  }

  /// Empty where one success is enough.
  static Optional<Integer> completions(Job job) {
    return Optional.ofNullable(job.getSpec().getCompletions());
  }

  /// How many indexes there are; 0 where pods have none.
  static int indexes(Job job) {
    return indexed(job) ? completions(job).orElse(0) : 0;
  }

  static int backoffLimit(Job job) {
    return Objects.requireNonNullElse(job.getSpec().getBackoffLimit(), DEFAULT_BACKOFF_LIMIT);
  }

  /// How many failures each index may have, where they are counted for each index.
  static Optional<Integer> indexBackoffLimit(Job job) {
    return Optional.ofNullable(job.getSpec().getBackoffLimitPerIndex());
  }

  /// A pod that is being deleted is replaced only when it has ended.
  static boolean awaitsFailure(Job job) {
    return "Failed".equals(job.getSpec().getPodReplacementPolicy())
        || job.getSpec().getPodFailurePolicy() != null;
  }

  /// Another controller looks after the Job.
  static boolean managedElsewhere(Job job) {
    var manager = job.getSpec().getManagedBy();
    return manager != null && !manager.equals(CONTROLLER);
  }

  static JobStatus status(Job job) {
    return Objects.requireNonNullElseGet(job.getStatus(), JobStatus::new);
  }

  static Optional<JobCondition> condition(JobStatus status, String type) {
    return Objects.requireNonNullElse(status.getConditions(), List.<JobCondition>of()).stream()
        .filter(c -> c.getType().equals(type))
        .findFirst();
  }

  /// The condition, if it is there and true.
  static Optional<JobCondition> truth(Job job, String type) {
    return condition(status(job), type).filter(c -> c.getStatus().equals("True"));
  }

  /// The condition that says how the Job ended.
  public static Optional<JobCondition> finished(Job job) {
    return truth(job, "Complete").or(() -> truth(job, "Failed"));
  }

  /// The moment at which the Job has been active for too long.
  static Optional<Instant> deadline(Job job) {
    var seconds = job.getSpec().getActiveDeadlineSeconds();
    return seconds == null || suspended(job)
        ? Optional.empty()
        : Times.parse(status(job).getStartTime()).map(t -> t.plus(Duration.ofSeconds(seconds)));
  }

  /// The pod has failed, as far as the Job is concerned.
  static boolean failed(Job job, Pod pod) {
    return Pods.failed(pod)
        || (!awaitsFailure(job) && Owners.terminates(pod) && !Pods.succeeded(pod));
  }
}
