package dev.timonier.nodeagent.spec;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How long the containers of a pod have between the request to stop and the end.
public final class GracePeriod {
  /// No container gets less.
  public static final Duration SHORTEST = Duration.ofSeconds(1);

  private static final Duration USUAL = Duration.ofSeconds(30);

  private GracePeriod() {}

  /// What the specification grants.
  public static Duration ofSpec(Pod pod) {
    return seconds(pod.getSpec().getTerminationGracePeriodSeconds()).orElse(USUAL);
  }

  /// What the deletion granted; the specification's when the pod is not being deleted.
  public static Duration of(Pod pod) {
    return seconds(pod.getMetadata().getDeletionGracePeriodSeconds()).orElseGet(() -> ofSpec(pod));
  }

  /// At least [#SHORTEST].
  public static Duration atLeastShortest(Duration wanted) {
    return wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted;
  }

  private static Optional<Duration> seconds(@Nullable Long value) {
    return Optional.ofNullable(value).map(Duration::ofSeconds);
  }
}
