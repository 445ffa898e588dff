package dev.timonier.controllers.job;

import static java.util.stream.Collectors.toSet;

import dev.timonier.controllers.runtime.Numbers;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.UncountedTerminatedPods;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// A Job and its pods at one moment.
///
/// A pod is *tracked* while it has the finalizer by which it cannot go away uncounted. It is
/// counted in three steps: its uid is written into `uncountedTerminatedPods`; the finalizer is
/// removed; the uid is replaced by one more in `succeeded` or `failed`. Of indexed Jobs the
/// successes are counted in `completedIndexes` alone.
///
/// @param released uids of pods whose finalizer was removed, though their copies may still show it
record JobView(Job job, List<Pod> pods, Set<String> released) {

  List<Pod> active() {
    return pods.stream().filter(Pods::active).toList();
  }

  List<Pod> terminating() {
    return pods.stream().filter(Pods::terminating).toList();
  }

  boolean tracked(Pod pod) {
    return Releases.holds(pod) && !released.contains(pod.getMetadata().getUid());
  }

  Set<String> trackedUids() {
    return pods.stream().filter(this::tracked).map(p -> p.getMetadata().getUid()).collect(toSet());
  }

  UncountedTerminatedPods uncounted() {
    return Objects.requireNonNullElseGet(
        Jobs.status(job).getUncountedTerminatedPods(), UncountedTerminatedPods::new);
  }

  List<Pod> newlySucceeded() {
    return newly(uncounted().getSucceeded(), Pods::succeeded);
  }

  List<Pod> newlyFailed() {
    return newly(uncounted().getFailed(), pod -> Jobs.failed(job, pod));
  }

  private List<Pod> newly(Collection<String> known, Predicate<Pod> ended) {
    return pods.stream()
        .filter(pod -> tracked(pod) && !known.contains(pod.getMetadata().getUid()))
        .filter(this::eligible)
        .filter(ended)
        .toList();
  }

  /// The pod has an index, where it needs one.
  boolean eligible(Pod pod) {
    return !Jobs.indexed(job) || PodIndex.within(job, pod).isPresent();
  }

  int succeeded() {
    return Jobs.indexed(job)
        ? succeededIndexes().size()
        : Numbers.orZero(Jobs.status(job).getSucceeded())
            + newlySucceeded().size()
            + uncounted().getSucceeded().size();
  }

  int failed() {
    var counting =
        newlyFailed().stream().filter(pod -> FailureVerdict.of(job, pod).counts()).count();
    return Numbers.orZero(Jobs.status(job).getFailed())
        + (int) counting
        + uncounted().getFailed().size();
  }

  /// The indexes that the status says have succeeded.
  Indexes countedIndexes() {
    return Indexes.parse(Jobs.status(job).getCompletedIndexes(), Jobs.indexes(job));
  }

  Indexes succeededIndexes() {
    return countedIndexes().with(indexes(p -> tracked(p) && Pods.succeeded(p)));
  }

  /// The indexes that are given up; empty where failures are not counted for each index.
  Optional<Indexes> failedIndexes() {
    return Jobs.indexBackoffLimit(job)
        .map(
            limit ->
                Indexes.parse(Jobs.status(job).getFailedIndexes(), Jobs.indexes(job))
                    .with(indexes(pod -> tracked(pod) && failsIndex(pod, limit))));
  }

  private boolean failsIndex(Pod pod, int limit) {
    if (!Jobs.failed(job, pod)) {
      return false;
    }
    return switch (FailureVerdict.of(job, pod)) {
      case FailureVerdict.FailsIndex() -> true;
      case FailureVerdict.Ignored() -> false;
      case FailureVerdict.Counts(), FailureVerdict.FailsJob(_) -> PodIndex.failures(pod) >= limit;
    };
  }

  /// The indexes of some of the pods.
  Indexes indexes(Predicate<Pod> which) {
    return Indexes.of(
        pods.stream().filter(which).flatMap(p -> PodIndex.within(job, p).stream()).toList());
  }

  /// The last failed pod of each index that is to be tried again. Its finalizer stays until it is
  /// replaced, for the replacement has to know how often the index failed.
  Map<Integer, Pod> awaitingReplacement() {
    if (Jobs.indexBackoffLimit(job).isEmpty()) {
      return Map.of();
    }
    var settled =
        succeededIndexes().with(failedIndexes().orElse(Indexes.NONE)).with(indexes(Pods::active));
    var latest = new HashMap<Integer, Pod>();
    for (var pod : pods) {
      if (tracked(pod) && Jobs.failed(job, pod)) {
        PodIndex.within(job, pod)
            .filter(index -> !settled.has(index))
            .ifPresent(index -> latest.merge(index, pod, JobView::later));
      }
    }
    return latest;
  }

  private static Pod later(Pod one, Pod other) {
    var order =
        Comparator.<Pod>comparingInt(p -> PodIndex.failures(p) + PodIndex.ignoredFailures(p))
            .thenComparing(FinishTime::of);
    return order.compare(one, other) > 0 ? one : other;
  }

  /// All is done, as soon as nothing is active any more.
  boolean satisfied() {
    return Jobs.completions(job).map(n -> succeeded() >= n).orElse(succeeded() > 0);
  }

  /// The Job is being deleted.
  boolean terminates() {
    return Owners.terminates(job);
  }
}
