package dev.timonier.controllers.job;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/// The failures of a Job's pods since the last success. Each makes the wait for the next pod twice
/// as long: 10 s, 20 s, 40 s, up to ten minutes from the last failure on.
record FailureStreak(int failures, Instant last) {
  static final FailureStreak NONE = new FailureStreak(0, Instant.EPOCH);
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /// The streak when some more pods have ended.
  FailureStreak after(Collection<Pod> succeeded, Collection<Pod> failed) {
    var success = succeeded.stream().map(FinishTime::of).max(Instant::compareTo);
    var ends =
        failed.stream()
            .map(FinishTime::of)
            .filter(end -> success.isEmpty() || end.isAfter(success.get()))
            .toList();
    var start = success.isPresent() ? NONE : this;
    return ends.stream()
        .max(Instant::compareTo)
        .map(end -> new FailureStreak(start.failures + ends.size(), end))
        .orElse(start);
  }

  /// How long to wait before the next pod; empty where it may come at once.
  Optional<Duration> wait(Instant now) {
    if (failures == 0) {
      return Optional.empty();
    }
    var backoff = FIRST.multipliedBy(1L << Math.min(failures - 1, 6));
    var capped = backoff.compareTo(LONGEST) < 0 ? backoff : LONGEST;
    return Optional.of(Duration.between(now, last.plus(capped))).filter(Duration::isPositive);
  }
}
