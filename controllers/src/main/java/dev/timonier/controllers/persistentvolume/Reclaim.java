package dev.timonier.controllers.persistentvolume;

import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import java.util.Objects;

/// Does with a volume that its claim has left behind what the volume's policy says
/// (<https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming>).
///
/// No kind of volume is deleted here: whoever made one deletes it, and of others nobody knows how.
/// Not even directories of a machine below `/tmp` are, as kube-controller-manager does for the sake
/// of its tests.
record Reclaim(VolumeWriter writer, Recycler recycler, EventRecorder events) {
  private static final String PROVISIONED = "pv.kubernetes.io/provisioned-by";
  private static final String MIGRATED = "pv.kubernetes.io/migrated-to";
  private static final String IN_TREE = "kubernetes.io/";

  /// Whether a volume was made for a claim, and is of no use to another.
  static boolean isForOneClaim(PersistentVolume volume) {
    return Binding.isMarked(volume, PROVISIONED) && policy(volume).equals("Delete");
  }

  Outcome apply(PersistentVolume volume) {
    var policy = policy(volume);
    if (!policy.equals("Recycle")) {
      forget(volume.getMetadata().getName());
    }
    return switch (policy) {
      case "Delete" -> delete(volume);
      case "Recycle" -> recycle(volume);
      default -> Outcome.DONE; // it is kept until somebody looks after it
    };
  }

  /// The volume is not to be emptied, or no longer.
  void forget(String volume) {
    recycler.forget(volume);
  }

  private Outcome recycle(PersistentVolume volume) {
    return RecyclerPod.of(volume)
        .map(pod -> recycler.recycle(volume, pod))
        .orElseGet(() -> fail(volume, Recycler.FAILED, "No recycler plugin found for the volume!"));
  }

  private static String policy(PersistentVolume volume) {
    return Objects.requireNonNullElse(volume.getSpec().getPersistentVolumeReclaimPolicy(), "");
  }

  private Outcome delete(PersistentVolume volume) {
    var maker = maker(volume);
    if (maker.startsWith(IN_TREE)) {
      return fail(volume, "VolumeFailedDelete", "no volume plugin matched name: " + maker);
    }
    return maker.isEmpty() && !Binding.isMarked(volume, MIGRATED)
        ? fail(volume, "VolumeFailedDelete", fault(volume))
        : Outcome.DONE;
  }

  private static String maker(PersistentVolume volume) {
    var annotations = volume.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(PROVISIONED, "");
  }

  private static String fault(PersistentVolume volume) {
    var directory = volume.getSpec().getHostPath();
    return directory != null && !directory.getPath().startsWith("/tmp/")
        ? "host_path deleter only supports /tmp/.+ but received provided " + directory.getPath()
        : "error getting deleter volume plugin for volume \"%s\": no deletable volume plugin matched"
            .formatted(volume.getMetadata().getName());
  }

  /// Told once.
  private Outcome fail(PersistentVolume volume, String reason, String message) {
    if (!Binding.phase(volume).equals("Failed")) {
      events.record(writer.setPhase(volume, "Failed", message), EventType.Warning, reason, message);
    }
    return Outcome.DONE;
  }
}
