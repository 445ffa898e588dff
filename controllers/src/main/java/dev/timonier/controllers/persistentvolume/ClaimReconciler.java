package dev.timonier.controllers.persistentvolume;

import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Pods;
import dev.timonier.machinery.informer.Index;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.Optional;

/// Finds a volume for a claim, and sees whether the claim still has it.
record ClaimReconciler(
    Store<PersistentVolumeClaim> claims,
    Store<PersistentVolume> volumes,
    Store<StorageClass> classes,
    Index<NamespacedName, Pod> users,
    VolumeWriter volumeWriter,
    ClaimWriter writer,
    EventRecorder events) {
  private static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";
  private static final String NO_PROVISIONER = "kubernetes.io/no-provisioner";

  Outcome reconcile(NamespacedName key) {
    claims.get(key).ifPresent(this::reconcile);
    return Outcome.DONE;
  }

  private void reconcile(PersistentVolumeClaim claim) {
    if (Binding.isMarked(claim, Binding.COMPLETED)) {
      check(claim);
    } else if (Binding.volumeOf(claim).isEmpty()) {
      find(claim);
    } else {
      take(claim);
    }
  }

  /// A claim that was bound keeps its volume for ever, or is lost.
  private void check(PersistentVolumeClaim claim) {
    var name = Binding.volumeOf(claim);
    if (name.isEmpty()) {
      lose(
          claim,
          "ClaimLost",
          "Bound claim has lost reference to PersistentVolume. Data on the volume is lost!");
      return;
    }
    var volume = volume(name);
    if (volume.isEmpty()) {
      lose(
          claim,
          "ClaimLost",
          "Bound claim has lost its PersistentVolume. Data on the volume is lost!");
    } else if (Binding.claimOf(volume.get()).isEmpty() || Binding.isFor(volume.get(), claim)) {
      bind(volume.get(), claim);
    } else {
      lose(
          claim,
          "ClaimMisbound",
          "Two claims are bound to the same volume, this one is bound incorrectly");
    }
  }

  private void lose(PersistentVolumeClaim claim, String reason, String message) {
    if (writer.setPhase(claim, "Lost")) {
      events.record(claim, EventType.Warning, reason, message);
    }
  }

  private void find(PersistentVolumeClaim claim) {
    var type = type(claim);
    var all = volumes.list();
    var found = Matching.kept(all, claim);
    if (found.isEmpty() && !isDelayed(claim, type)) {
      found = Matching.free(all, claim);
    }
    if (found.isPresent()) {
      bind(found.get(), claim);
      return;
    }
    var missing =
        Matching.saysClass(claim)
            ? Optional.<StorageClass>empty()
            : DefaultClass.of(classes.list());
    missing.ifPresentOrElse(
        preset -> writer.setClass(claim, preset.getMetadata().getName()), () -> await(claim, type));
  }

  private Optional<StorageClass> type(PersistentVolumeClaim claim) {
    return classes.get(new NamespacedName("", Matching.className(claim)));
  }

  /// Whether the scheduler chooses a node first.
  private static boolean isDelayed(PersistentVolumeClaim claim, Optional<StorageClass> type) {
    return type.filter(t -> "WaitForFirstConsumer".equals(t.getVolumeBindingMode())).isPresent()
        && !Binding.isMarked(claim, SELECTED_NODE);
  }

  private void await(PersistentVolumeClaim claim, Optional<StorageClass> type) {
    if (isDelayed(claim, type)) {
      awaitPod(claim);
    } else if (Matching.className(claim).isEmpty()) {
      pend(
          claim,
          EventType.Normal,
          "FailedBinding",
          "no persistent volumes available for this claim and no storage class is set");
    } else {
      provision(claim, type);
    }
  }

  private void awaitPod(PersistentVolumeClaim claim) {
    var waiting =
        users.get(NamespacedName.of(claim)).stream()
            .filter(pod -> Pods.node(pod).isEmpty() && !Pods.finished(pod))
            .map(pod -> pod.getMetadata().getName())
            .sorted()
            .toList();
    if (waiting.isEmpty()) {
      pend(
          claim,
          EventType.Normal,
          "WaitForFirstConsumer",
          "waiting for first consumer to be created before binding");
    } else {
      var pods = waiting.size() == 1 ? "pod " : "pods ";
      pend(
          claim,
          EventType.Normal,
          "WaitForPodScheduled",
          "waiting for " + pods + String.join(",", waiting) + " to be scheduled");
    }
  }

  /// The claim waits, and says for what.
  private void pend(PersistentVolumeClaim claim, EventType type, String reason, String message) {
    events.record(claim, type, reason, message);
    writer.setPhase(claim, "Pending");
  }

  /// The status stays as whoever makes the volume wrote it.
  private void provision(PersistentVolumeClaim claim, Optional<StorageClass> type) {
    if (type.isEmpty()) {
      refuse(claim, "storageclass.storage.k8s.io \"" + Matching.className(claim) + "\" not found");
      return;
    }
    var provisioner = type.get().getProvisioner();
    if (provisioner.equals(NO_PROVISIONER)) {
      refuse(claim, "no volume plugin matched name: " + provisioner);
      return;
    }
    var told = writer.setProvisioner(claim, provisioner);
    events.record(
        told,
        EventType.Normal,
        "ExternalProvisioning",
        ("Waiting for a volume to be created either by the external provisioner '%s' or manually by"
                + " the system administrator. If volume creation is delayed, please verify that the"
                + " provisioner is running and correctly registered.")
            .formatted(provisioner));
  }

  private void refuse(PersistentVolumeClaim claim, String message) {
    events.record(claim, EventType.Warning, "ProvisioningFailed", message);
  }

  /// The user has named the volume.
  private void take(PersistentVolumeClaim claim) {
    var volume = volume(Binding.volumeOf(claim));
    if (volume.isEmpty()) {
      writer.setPhase(claim, "Pending");
    } else if (Binding.isFor(volume.get(), claim)) {
      bind(volume.get(), claim);
    } else if (Binding.claimOf(volume.get()).isPresent()) {
      refuseTaken(claim, volume.get());
    } else {
      takeFree(claim, volume.get());
    }
  }

  private void refuseTaken(PersistentVolumeClaim claim, PersistentVolume volume) {
    pend(
        claim,
        EventType.Warning,
        "FailedBinding",
        "volume \"%s\" already bound to a different claim."
            .formatted(volume.getMetadata().getName()));
  }

  private void takeFree(PersistentVolumeClaim claim, PersistentVolume volume) {
    var mismatch = Matching.mismatch(volume, claim);
    if (mismatch.isEmpty()) {
      bind(volume, claim);
      return;
    }
    pend(
        claim,
        EventType.Warning,
        "VolumeMismatch",
        "Cannot bind to requested volume \"%s\": %s"
            .formatted(volume.getMetadata().getName(), mismatch.get()));
  }

  /// The volume's side first: whoever sees half of it finishes it.
  private void bind(PersistentVolume volume, PersistentVolumeClaim claim) {
    var kept = volumeWriter.setPhase(volumeWriter.keepFor(volume, claim), "Bound");
    writer.bind(claim, kept);
  }

  private Optional<PersistentVolume> volume(String name) {
    return volumes.get(new NamespacedName("", name));
  }
}
