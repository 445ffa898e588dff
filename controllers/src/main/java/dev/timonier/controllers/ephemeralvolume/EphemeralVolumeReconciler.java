package dev.timonier.controllers.ephemeralvolume;

import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Outcome.Retry;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.controllers.runtime.Rejection;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimTemplate;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes the claims that a pod has templates of. A claim of that name that belongs to somebody else
/// stands in the way.
record EphemeralVolumeReconciler(
    Store<Pod> pods,
    Store<PersistentVolumeClaim> claims,
    KubernetesClient client,
    EventRecorder events)
    implements Reconciler<NamespacedName> {
  @Override
  public Outcome reconcile(NamespacedName key) {
    return pods.get(key)
        .filter(EphemeralVolumeReconciler::needsClaims)
        .flatMap(this::fault)
        .<Outcome>map(Retry::new)
        .orElse(Outcome.DONE);
  }

  static boolean needsClaims(Pod pod) {
    return !Owners.terminates(pod) && ephemeral(pod).findAny().isPresent();
  }

  private static Stream<Volume> ephemeral(Pod pod) {
    return Objects.requireNonNullElse(pod.getSpec().getVolumes(), List.<Volume>of()).stream()
        .filter(volume -> volume.getEphemeral() != null);
  }

  /// Volumes after the first that fails are left for later.
  private Optional<String> fault(Pod pod) {
    return ephemeral(pod).flatMap(volume -> fault(pod, volume).stream()).findFirst();
  }

  private Optional<String> fault(Pod pod, Volume volume) {
    var name =
        new NamespacedName(
            pod.getMetadata().getNamespace(), pod.getMetadata().getName() + "-" + volume.getName());
    var fault =
        claims
            .get(name)
            .map(claim -> faultOf(pod, claim))
            .orElseGet(() -> create(pod, name.name(), volume))
            .map(cause -> "ephemeral volume " + volume.getName() + ": " + cause);
    fault.ifPresent(message -> events.record(pod, EventType.Warning, "FailedBinding", message));
    return fault;
  }

  private static Optional<String> faultOf(Pod pod, PersistentVolumeClaim claim) {
    return Owners.controls(pod, claim)
        ? Optional.empty()
        : Optional.of(
            "PVC %s was not created for pod %s (pod is not owner)"
                .formatted(NamespacedName.of(claim), NamespacedName.of(pod)));
  }

  private Optional<String> create(Pod pod, String name, Volume volume) {
    try {
      client.resource(claim(pod, name, volume.getEphemeral().getVolumeClaimTemplate())).create();
      return Optional.empty();
    } catch (KubernetesClientException e) {
      return Optional.of("create PVC " + name + ": " + Rejection.of(e).message());
    }
  }

  private static PersistentVolumeClaim claim(
      Pod pod, String name, PersistentVolumeClaimTemplate template) {
    var claim =
        new PersistentVolumeClaimBuilder()
            .withNewMetadata()
            .withNamespace(pod.getMetadata().getNamespace())
            .withName(name)
            .withOwnerReferences(Owners.controllerReference(pod))
            .endMetadata()
            .withSpec(template.getSpec());
    if (template.getMetadata() != null) {
      claim
          .editMetadata()
          .withLabels(template.getMetadata().getLabels())
          .withAnnotations(template.getMetadata().getAnnotations())
          .endMetadata();
    }
    return claim.build();
  }
}
