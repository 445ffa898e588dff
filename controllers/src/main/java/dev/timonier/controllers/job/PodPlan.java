package dev.timonier.controllers.job;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What has to be done so that a Job that goes on has the pods that it needs; pure.
sealed interface PodPlan {
  /// No more than this in one go.
  int MOST_AT_ONCE = 500;

  record Nothing() implements PodPlan {}

  /// Failures make the next pod wait.
  record Wait(Duration delay) implements PodPlan {}

  /// @param pods one for each that is to be created
  record Create(List<NewPod> pods) implements PodPlan {}

  record Delete(List<Pod> pods) implements PodPlan {}

  /// @param index empty where the Job is not indexed
  /// @param replaced the failed pod of the same index, where failures are counted for each index
  record NewPod(Optional<Integer> index, Optional<Pod> replaced) {}

  static PodPlan of(JobView view, FailureStreak streak, Instant now) {
    var active = view.active().size();
    if (Jobs.suspended(view.job())) {
      return deletion(RemovalOrder.removed(view, active));
    }
    var wanted = wanted(view, active);
    var surplus = RemovalOrder.removed(view, Math.max(0, active - wanted));
    if (!surplus.isEmpty()) {
      return deletion(surplus.subList(0, Math.min(surplus.size(), MOST_AT_ONCE)));
    }
    var leaving = Jobs.awaitsFailure(view.job()) ? view.terminating().size() : 0;
    var missing = Math.min(wanted - leaving - active, MOST_AT_ONCE);
    return missing <= 0 ? new Nothing() : creation(view, missing, streak, now);
  }

  private static PodPlan deletion(List<Pod> pods) {
    return pods.isEmpty() ? new Nothing() : new Delete(pods);
  }

  /// How many pods should be active. Where no number of completions is given, the first success
  /// means that no more pods are wanted than there are.
  private static int wanted(JobView view, int active) {
    var parallelism = Jobs.parallelism(view.job());
    return Jobs.completions(view.job())
        .map(n -> Math.clamp(n - view.succeeded(), 0, parallelism))
        .orElse(view.succeeded() > 0 ? active : parallelism);
  }

  private static PodPlan creation(JobView view, int missing, FailureStreak streak, Instant now) {
    if (Jobs.indexBackoffLimit(view.job()).isPresent()) {
      return retries(view, missing, now);
    }
    var wait = streak.wait(now);
    return wait.isPresent() ? new Wait(wait.get()) : new Create(pods(view, missing));
  }

  private static List<NewPod> pods(JobView view, int missing) {
    return Jobs.indexed(view.job())
        ? pending(view, missing).stream()
            .map(index -> new NewPod(Optional.of(index), Optional.empty()))
            .toList()
        : Collections.nCopies(missing, new NewPod(Optional.empty(), Optional.empty()));
  }

  private static List<Integer> pending(JobView view, int missing) {
    var job = view.job();
    var busy = Jobs.awaitsFailure(job) ? new ArrayList<>(view.terminating()) : new ArrayList<Pod>();
    busy.addAll(view.active());
    return view.succeededIndexes()
        .with(view.failedIndexes().orElse(Indexes.NONE))
        .with(view.indexes(busy::contains))
        .missing(missing, Jobs.indexes(job));
  }

  /// Each index waits for itself.
  private static PodPlan retries(JobView view, int missing, Instant now) {
    var failed = view.awaitingReplacement();
    var ready = new ArrayList<NewPod>();
    var waits = new ArrayList<Duration>();
    for (var index : pending(view, missing)) {
      var replaced = Optional.ofNullable(failed.get(index));
      replaced
          .flatMap(pod -> streak(pod).wait(now))
          .ifPresentOrElse(waits::add, () -> ready.add(new NewPod(Optional.of(index), replaced)));
    }
    return ready.isEmpty()
        ? waits.stream()
            .min(Comparator.naturalOrder())
            .<PodPlan>map(Wait::new)
            .orElse(new Nothing())
        : new Create(ready);
  }

  private static FailureStreak streak(Pod failed) {
    return new FailureStreak(
        PodIndex.failures(failed) + PodIndex.ignoredFailures(failed) + 1, FinishTime.of(failed));
  }
}
