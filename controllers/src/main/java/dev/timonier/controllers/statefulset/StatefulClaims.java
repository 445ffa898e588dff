package dev.timonier.controllers.statefulset;

import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Rejection;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import dev.timonier.machinery.status.Reason;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Creates the claims of a StatefulSet's pods and sees to their owners.
record StatefulClaims(
    KubernetesClient client, EventRecorder events, Store<PersistentVolumeClaim> claims) {

  /// Creates what is missing.
  ///
  /// @return why the pod has to wait, if it does
  Optional<String> provide(StatefulSet set, Pod pod) {
    for (var template : StatefulSets.claims(set)) {
      var claim = claim(set, template, pod);
      var present = claims.get(NamespacedName.of(claim));
      if (present.isEmpty()) {
        create(set, pod, claim);
      } else if (Owners.terminates(present.get()) || ClaimOwner.isStale(pod, present.get())) {
        return Optional.of("pvc " + claim.getMetadata().getName() + " is being deleted");
      }
    }
    return Optional.empty();
  }

  /// Makes the claims go or stay with the pod or the set, as the set's policy says.
  void settleOwners(StatefulSet set, Pod pod) {
    for (var template : StatefulSets.claims(set)) {
      claims
          .get(NamespacedName.of(claim(set, template, pod)))
          .ifPresent(claim -> settle(claim, ClaimOwner.references(set, pod, claim)));
    }
  }

  private void settle(PersistentVolumeClaim claim, List<OwnerReference> references) {
    if (!references.equals(Owners.of(claim))) {
      client
          .resource(
              new PersistentVolumeClaimBuilder(claim)
                  .editMetadata()
                  .withOwnerReferences(references)
                  .endMetadata()
                  .build())
          .update();
    }
  }

  private static PersistentVolumeClaim claim(
      StatefulSet set, PersistentVolumeClaim template, Pod pod) {
    var ordinal = Ordinal.number(pod);
    return new PersistentVolumeClaimBuilder(template)
        .editMetadata()
        .withNamespace(set.getMetadata().getNamespace())
        .withName(StatefulSets.claimName(set, template, ordinal))
        .addToLabels(labels(set))
        .withOwnerReferences(ClaimOwner.wanted(set, pod).map(List::of).orElse(List.of()))
        .endMetadata()
        .withStatus(null)
        .build();
  }

  private static Map<String, String> labels(StatefulSet set) {
    return Objects.requireNonNullElse(set.getSpec().getSelector().getMatchLabels(), Map.of());
  }

  private void create(StatefulSet set, Pod pod, PersistentVolumeClaim claim) {
    var name = claim.getMetadata().getName();
    var podName = pod.getMetadata().getName();
    var setName = set.getMetadata().getName();
    try {
      client.resource(claim).create();
      events.record(
          set,
          EventType.Normal,
          "SuccessfulCreate",
          "create Claim %s Pod %s in StatefulSet %s success".formatted(name, podName, setName));
    } catch (KubernetesClientException e) {
      var refusal = Rejection.of(e);
      if (!refusal.is(Reason.AlreadyExists)) {
        events.record(
            set,
            EventType.Warning,
            "FailedCreate",
            "create Claim %s for Pod %s in StatefulSet %s failed error: %s"
                .formatted(name, podName, setName, refusal.message()));
        throw e;
      }
    }
  }
}
