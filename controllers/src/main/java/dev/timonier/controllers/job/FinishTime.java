package dev.timonier.controllers.job;

import dev.timonier.controllers.runtime.Numbers;
import dev.timonier.controllers.runtime.Pods;
import dev.timonier.controllers.runtime.Times;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a pod has ended: when the last of its containers did, else when it stopped being ready,
/// else when it was deleted, else when it was created.
final class FinishTime {
  private FinishTime() {}

  static Instant of(Pod pod) {
    return ofContainers(pod)
        .or(() -> ofReadiness(pod))
        .or(() -> ofDeletion(pod))
        .or(() -> Times.parse(pod.getMetadata().getCreationTimestamp()))
        .orElse(Instant.EPOCH);
  }

  private static Optional<Instant> ofContainers(Pod pod) {
    var ends = Pods.containers(pod).stream().map(FinishTime::end).toList();
    return ends.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : ends.stream().flatMap(Optional::stream).max(Instant::compareTo);
  }

  private static Optional<Instant> end(ContainerStatus container) {
    return Optional.ofNullable(container.getState())
        .flatMap(state -> Optional.ofNullable(state.getTerminated()))
        .map(ContainerStateTerminated::getFinishedAt)
        .map(Instant::parse);
  }

  private static Optional<Instant> ofReadiness(Pod pod) {
    return Pods.condition(pod, "Ready")
        .filter(condition -> condition.getStatus().equals("False"))
        .map(PodCondition::getLastTransitionTime)
        .map(Instant::parse);
  }

  private static Optional<Instant> ofDeletion(Pod pod) {
    var grace = Numbers.orZero(pod.getMetadata().getDeletionGracePeriodSeconds());
    return Times.parse(pod.getMetadata().getDeletionTimestamp())
        .map(moment -> moment.minus(Duration.ofSeconds(grace)));
  }
}
