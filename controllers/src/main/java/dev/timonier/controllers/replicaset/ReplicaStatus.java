package dev.timonier.controllers.replicaset;

import dev.timonier.controllers.runtime.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The counts that an owner of pods shows.
///
/// @param terminating pods that are being deleted, which no other count includes
record ReplicaStatus(
    int replicas,
    int fullyLabeled,
    int ready,
    int available,
    int terminating,
    Optional<Failure> failure) {

  /// Why pods could not be created or deleted.
  record Failure(String reason, String message) {
    static Failure of(int wanted, int present, String message) {
      return new Failure(present < wanted ? "FailedCreate" : "FailedDelete", message);
    }
  }

  static ReplicaStatus of(
      ReplicaOwner owner,
      List<Pod> active,
      List<Pod> terminating,
      Instant now,
      Optional<Failure> failure) {
    var templateLabels = owner.templateLabels();
    return new ReplicaStatus(
        active.size(),
        count(active, pod -> templateLabels.matches(pod.getMetadata().getLabels())),
        count(active, Pods::ready),
        count(active, pod -> Pods.available(pod, owner.minReady(), now)),
        terminating.size(),
        failure);
  }

  private static int count(List<Pod> pods, Predicate<Pod> which) {
    return (int) pods.stream().filter(which).count();
  }
}
