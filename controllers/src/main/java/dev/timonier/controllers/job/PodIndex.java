package dev.timonier.controllers.job;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What the annotations of a pod say about its index.
final class PodIndex {
  static final String INDEX = "batch.kubernetes.io/job-completion-index";
  static final String FAILURES = "batch.kubernetes.io/job-index-failure-count";
  static final String IGNORED_FAILURES = "batch.kubernetes.io/job-index-ignored-failure-count";

  private PodIndex() {}

  static Optional<Integer> of(Pod pod) {
    return number(pod, INDEX);
  }

  /// The pod's index, if it is one of the Job's.
  static Optional<Integer> within(Job job, Pod pod) {
    return of(pod).filter(index -> index < Jobs.indexes(job));
  }

  /// How many pods of the index failed before, so that it counted.
  static int failures(Pod pod) {
    return number(pod, FAILURES).orElse(0);
  }

  static int ignoredFailures(Pod pod) {
    return number(pod, IGNORED_FAILURES).orElse(0);
  }

  private static Optional<Integer> number(Pod pod, String key) {
    var annotations =
        Objects.requireNonNullElse(pod.getMetadata().getAnnotations(), Map.<String, String>of());
    try {
      return Optional.ofNullable(annotations.get(key)).map(Integer::valueOf).filter(n -> n >= 0);
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
