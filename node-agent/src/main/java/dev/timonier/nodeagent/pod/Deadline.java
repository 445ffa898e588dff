package dev.timonier.nodeagent.pod;

import dev.timonier.nodeagent.status.StatusInput.Ending;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// `spec.activeDeadlineSeconds`.
final class Deadline {
  static final Ending EXCEEDED =
      new Ending(
          "DeadlineExceeded", "Pod was active on the node longer than the specified deadline");

  private Deadline() {}

  /// How long the pod may still be active; zero or less when its time is up.
  static Optional<Duration> left(Pod pod, PodStatus status, Instant now) {
    var seconds = pod.getSpec().getActiveDeadlineSeconds();
    var start = status.getStartTime();
    return seconds == null || start == null
        ? Optional.empty()
        : Optional.of(Duration.between(now, Instant.parse(start).plusSeconds(seconds)));
  }
}
