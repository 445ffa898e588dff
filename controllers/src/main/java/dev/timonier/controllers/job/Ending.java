package dev.timonier.controllers.job;

import dev.timonier.controllers.runtime.Pods;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.SuccessPolicyRule;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Why a Job comes to its end. It is told by two conditions: one when it is decided, and another
/// when all pods are gone.
record Ending(Result result, String reason, String message) {
  /// How Jobs end.
  enum Result {
    SUCCESS("SuccessCriteriaMet", "Complete"),
    FAILURE("FailureTarget", "Failed");

    private final String decided;
    private final String done;

    Result(String decided, String done) {
      this.decided = decided;
      this.done = done;
    }

    /// The type of the condition when it is decided.
    String decided() {
      return decided;
    }

    /// The type of the condition when it has come so.
    String done() {
      return done;
    }
  }

  static final Ending COMPLETIONS_REACHED =
      new Ending(Result.SUCCESS, "CompletionsReached", "Reached expected number of succeeded pods");

  boolean fails() {
    return result == Result.FAILURE;
  }

  /// Empty while the Job goes on, or is about to end by having enough successes.
  static Optional<Ending> of(JobView view, Instant now) {
    return decided(view.job())
        .or(() -> byFailurePolicy(view))
        .or(() -> byBackoffLimit(view))
        .or(() -> byDeadline(view.job(), now))
        .or(() -> byFailedIndexes(view))
        .or(() -> bySuccessPolicy(view));
  }

  private static Optional<Ending> decided(Job job) {
    return Stream.of(Result.values())
        .flatMap(result -> Jobs.truth(job, result.decided()).map(c -> of(result, c)).stream())
        .findFirst();
  }

  private static Ending of(Result result, JobCondition condition) {
    return new Ending(
        result,
        Objects.requireNonNullElse(condition.getReason(), ""),
        Objects.requireNonNullElse(condition.getMessage(), ""));
  }

  private static Ending failure(String reason, String message) {
    return new Ending(Result.FAILURE, reason, message);
  }

  private static Optional<Ending> byFailurePolicy(JobView view) {
    return view.pods().stream()
        .filter(pod -> Jobs.failed(view.job(), pod))
        .flatMap(
            pod ->
                FailureVerdict.of(view.job(), pod) instanceof FailureVerdict.FailsJob(var message)
                    ? Stream.of(failure("PodFailurePolicy", message))
                    : Stream.of())
        .findFirst();
  }

  private static Optional<Ending> byBackoffLimit(JobView view) {
    return view.failed() > Jobs.backoffLimit(view.job()) || restartsPastLimit(view)
        ? Optional.of(
            failure("BackoffLimitExceeded", "Job has reached the specified backoff limit"))
        : Optional.empty();
  }

  /// Pods that restart their containers themselves do not fail: their restarts are what counts.
  private static boolean restartsPastLimit(JobView view) {
    if (!"OnFailure".equals(view.job().getSpec().getTemplate().getSpec().getRestartPolicy())) {
      return false;
    }
    var restarts =
        view.pods().stream()
            .filter(pod -> List.of("Running", "Pending").contains(Pods.phase(pod)))
            .mapToInt(Ending::restarts)
            .sum();
    return restarts > 0 && restarts >= Jobs.backoffLimit(view.job());
  }

  private static int restarts(Pod pod) {
    return Stream.concat(Pods.containers(pod).stream(), Pods.initContainers(pod).stream())
        .map(ContainerStatus::getRestartCount)
        .mapToInt(count -> Objects.requireNonNullElse(count, 0))
        .sum();
  }

  private static Optional<Ending> byDeadline(Job job, Instant now) {
    return Jobs.deadline(job)
        .filter(deadline -> !now.isBefore(deadline))
        .map(_ -> failure("DeadlineExceeded", "Job was active longer than specified deadline"));
  }

  private static Optional<Ending> byFailedIndexes(JobView view) {
    var failed = view.failedIndexes().map(Indexes::size).orElse(0);
    var most = view.job().getSpec().getMaxFailedIndexes();
    if (most != null && failed > most) {
      return Optional.of(
          failure(
              "MaxFailedIndexesExceeded",
              "Job has exceeded the specified maximal number of failed indexes"));
    }
    return failed > 0 && failed + view.succeeded() >= Jobs.indexes(view.job())
        ? Optional.of(failure("FailedIndexes", "Job has failed indexes"))
        : Optional.empty();
  }

  private static Optional<Ending> bySuccessPolicy(JobView view) {
    var policy = view.job().getSpec().getSuccessPolicy();
    if (policy == null || !Jobs.indexed(view.job())) {
      return Optional.empty();
    }
    var succeeded = view.succeededIndexes();
    for (var i = 0; i < policy.getRules().size(); i++) {
      if (succeeded.size() > 0 && fits(policy.getRules().get(i), view, succeeded)) {
        return Optional.of(
            new Ending(Result.SUCCESS, "SuccessPolicy", "Matched rules at index " + i));
      }
    }
    return Optional.empty();
  }

  private static boolean fits(SuccessPolicyRule rule, JobView view, Indexes succeeded) {
    var count = Optional.ofNullable(rule.getSucceededCount());
    if (rule.getSucceededIndexes() == null) {
      return count.filter(n -> succeeded.size() >= n).isPresent();
    }
    var wanted = Indexes.parse(rule.getSucceededIndexes(), Jobs.indexes(view.job()));
    var shared = succeeded.shared(wanted);
    return wanted.size() > 0
        && (shared == wanted.size() || count.filter(n -> shared >= n).isPresent());
  }
}
