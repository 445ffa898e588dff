package dev.timonier.controllers.job;

import dev.timonier.controllers.runtime.Numbers;
import dev.timonier.controllers.runtime.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.UncountedTerminatedPods;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Counts the pods that have ended; pure. See [JobView] for the steps.
///
/// @param counted the pods that may lose their finalizers, when the uncounted ones are written
/// @param uncounted to be written
/// @param indexes those that have succeeded
record Tally(List<Pod> counted, UncountedTerminatedPods uncounted, Indexes indexes) {
  /// No more than this in one go, so that the status stays small.
  private static final int MOST_AT_ONCE = 500;

  /// @param ending why the Job ends, if it does: then all its pods have ended too
  static Tally of(JobView view, Optional<Ending> ending) {
    var succeeded = new ArrayList<>(view.uncounted().getSucceeded());
    var failed = new ArrayList<>(view.uncounted().getFailed());
    succeeded.retainAll(view.trackedUids());
    failed.retainAll(view.trackedUids());
    var counted = new ArrayList<Pod>();
    var indexes = new ArrayList<Integer>();
    for (var pod : ended(view, ending)) {
      if (succeeded.size() + failed.size() + indexes.size() >= MOST_AT_ONCE) {
        break;
      }
      counted.add(pod);
      var uid = pod.getMetadata().getUid();
      if (Pods.succeeded(pod) && !failed.contains(uid)) {
        count(view, pod, succeeded, indexes);
      } else if (failsWith(view, pod, ending)) {
        addOnce(failed, uid);
      }
    }
    return new Tally(
        counted,
        new UncountedTerminatedPods(failed, succeeded),
        view.countedIndexes().with(Indexes.of(indexes)));
  }

  private static List<Pod> ended(JobView view, Optional<Ending> ending) {
    var kept = view.awaitingReplacement().values();
    return view.pods().stream()
        .filter(view::tracked)
        .filter(
            pod ->
                view.terminates()
                    || ending.isPresent()
                    || Pods.succeeded(pod)
                    || (Jobs.failed(view.job(), pod) && !kept.contains(pod)))
        .sorted(Comparator.comparingInt(pod -> PodIndex.of(pod).orElse(-1)))
        .toList();
  }

  private static void count(
      JobView view, Pod pod, List<String> succeeded, Collection<Integer> indexes) {
    if (Jobs.indexed(view.job())) {
      PodIndex.within(view.job(), pod)
          .filter(index -> !view.countedIndexes().has(index))
          .ifPresent(indexes::add);
    } else {
      addOnce(succeeded, pod.getMetadata().getUid());
    }
  }

  private static boolean failsWith(JobView view, Pod pod, Optional<Ending> ending) {
    var fails = Jobs.failed(view.job(), pod) || ending.filter(Ending::fails).isPresent();
    return fails && view.eligible(pod) && FailureVerdict.of(view.job(), pod).counts();
  }

  private static void addOnce(List<String> uids, String uid) {
    if (!uids.contains(uid)) {
      uids.add(uid);
    }
  }

  /// Nothing that has ended is left for the next time.
  boolean complete(JobView view, Optional<Ending> ending) {
    return counted.size() == ended(view, ending).size();
  }

  /// The status with what is to be written before finalizers are removed.
  JobStatus into(JobView view, JobStatus status) {
    var builder =
        new JobStatusBuilder(settled(status, view.trackedUids()))
            .withUncountedTerminatedPods(uncounted);
    if (Jobs.indexed(view.job())) {
      builder
          .withSucceeded(Numbers.shown(indexes.size()))
          .withCompletedIndexes(indexes.size() == 0 ? null : indexes.toString())
          .withFailedIndexes(view.failedIndexes().map(Indexes::toString).orElse(null));
    }
    return builder.build();
  }

  /// The status in which the uncounted pods without finalizers are counted.
  ///
  /// @param tracked uids of pods that still have it
  static JobStatus settled(JobStatus status, Set<String> tracked) {
    var uncounted = status.getUncountedTerminatedPods();
    if (uncounted == null) {
      return status;
    }
    var succeeded = uncounted.getSucceeded().stream().filter(tracked::contains).toList();
    var failed = uncounted.getFailed().stream().filter(tracked::contains).toList();
    var moreSucceeded = uncounted.getSucceeded().size() - succeeded.size();
    var moreFailed = uncounted.getFailed().size() - failed.size();
    return new JobStatusBuilder(status)
        .withSucceeded(Numbers.shown(Numbers.orZero(status.getSucceeded()) + moreSucceeded))
        .withFailed(Numbers.shown(Numbers.orZero(status.getFailed()) + moreFailed))
        .withUncountedTerminatedPods(new UncountedTerminatedPods(failed, succeeded))
        .build();
  }
}
