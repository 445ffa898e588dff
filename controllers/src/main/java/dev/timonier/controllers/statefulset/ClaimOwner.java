package dev.timonier.controllers.statefulset;

import dev.timonier.controllers.runtime.Owners;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who owns the claims of a pod, by the set's retention policy
/// (<https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention>):
/// the set, when they are to go with it; the pod, when they are to go with a pod that is one too
/// many; else nobody. Pure.
final class ClaimOwner {
  private ClaimOwner() {}

  /// The references that the claim should have; those to others stay.
  static List<OwnerReference> references(StatefulSet set, Pod pod, PersistentVolumeClaim claim) {
    var references = new ArrayList<>(Owners.of(claim));
    references.removeIf(r -> isSet(set, r) || isPod(pod, r));
    wanted(set, pod).ifPresent(references::add);
    return references;
  }

  /// The owner of a claim that is made for the pod.
  static Optional<OwnerReference> wanted(StatefulSet set, Pod pod) {
    var condemned = !StatefulSets.wants(set, Ordinal.number(pod));
    if (condemned && deletes(set, Event.SCALED)) {
      return Optional.of(Owners.controllerReference(pod));
    }
    return deletes(set, Event.DELETED)
        ? Optional.of(Owners.controllerReference(set))
        : Optional.empty();
  }

  /// The claim belongs to an earlier pod of the same name, with which it will go.
  static boolean isStale(Pod pod, PersistentVolumeClaim claim) {
    return Owners.of(claim).stream()
        .anyMatch(
            r ->
                r.getKind().equals("Pod")
                    && r.getName().equals(pod.getMetadata().getName())
                    && !r.getUid().equals(pod.getMetadata().getUid()));
  }

  private enum Event {
    DELETED,
    SCALED
  }

  private static boolean deletes(StatefulSet set, Event event) {
    var policy = set.getSpec().getPersistentVolumeClaimRetentionPolicy();
    return policy != null
        && "Delete"
            .equals(event == Event.DELETED ? policy.getWhenDeleted() : policy.getWhenScaled());
  }

  private static boolean isSet(StatefulSet set, OwnerReference reference) {
    return reference.getUid().equals(set.getMetadata().getUid());
  }

  private static boolean isPod(Pod pod, OwnerReference reference) {
    return reference.getKind().equals("Pod")
        && reference.getName().equals(pod.getMetadata().getName());
  }
}
