package dev.timonier.controllers.persistentvolume;

import static java.util.stream.Collectors.joining;

import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Outcome.After;
import dev.timonier.controllers.runtime.Pods;
import dev.timonier.machinery.informer.Index;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Has volumes that were left behind emptied by a pod, and makes them available again
/// (<https://kubernetes.io/docs/concepts/storage/persistent-volumes/#recycle>). What fails is tried
/// again a while later.
final class Recycler {
  static final String FAILED = "VolumeFailedRecycle";

  private static final Duration WAIT = Duration.ofSeconds(15);

  private final KubernetesClient client;
  private final Store<PersistentVolumeClaim> claims;
  private final Index<NamespacedName, Pod> users;
  private final VolumeWriter writer;
  private final EventRecorder events;
  private final InstantSource clock;

  /// Who is at work, and when to try again, by the names of volumes; touched by the one worker of
  /// the controller.
  private final Map<String, Work> working = new HashMap<>();

  private final Map<String, Instant> later = new HashMap<>();

  /// Both are uids: another volume may have the name by now, and so may another pod.
  private record Work(String volume, String pod) {}

  /// @param users finds pods by the claims that they use
  Recycler(
      KubernetesClient client,
      Store<PersistentVolumeClaim> claims,
      Index<NamespacedName, Pod> users,
      VolumeWriter writer,
      EventRecorder events,
      InstantSource clock) {
    this.client = client;
    this.claims = claims;
    this.users = users;
    this.writer = writer;
    this.events = events;
    this.clock = clock;
  }

  /// @param template of the pod that empties the volume
  Outcome recycle(PersistentVolume volume, Pod template) {
    var name = volume.getMetadata().getName();
    var pod = Optional.ofNullable(client.resource(template).get());
    if (pod.isPresent()) {
      return work(volume, pod.get()).equals(working.get(name))
          ? follow(volume, pod.get())
          : replace(volume, pod.get());
    }
    if (working.remove(name) != null) {
      return failed(volume, "failed to recycle volume: recycler pod was deleted");
    }
    var wait = Duration.between(clock.instant(), later.getOrDefault(name, Instant.MIN));
    return wait.isPositive() ? new After(wait) : begin(volume, template);
  }

  private static Work work(PersistentVolume volume, Pod pod) {
    return new Work(volume.getMetadata().getUid(), pod.getMetadata().getUid());
  }

  private Outcome begin(PersistentVolume volume, Pod template) {
    if (!isNewest(volume)) {
      return Outcome.DONE; // what has changed will be told
    }
    var users = users(volume);
    if (!users.isEmpty()) {
      events.record(volume, EventType.Normal, FAILED, "Volume is used by pods: " + users);
      return waiting(volume);
    }
    var pod = client.resource(template).create();
    working.put(volume.getMetadata().getName(), work(volume, pod));
    return Outcome.DONE;
  }

  /// The store may not know yet that the volume was emptied, and has another owner.
  private boolean isNewest(PersistentVolume volume) {
    var present = client.resource(volume).get();
    return present != null
        && present
            .getMetadata()
            .getResourceVersion()
            .equals(volume.getMetadata().getResourceVersion());
  }

  /// A new claim of the same name has another volume, and so have its pods.
  private String users(PersistentVolume volume) {
    var claim = Binding.claimOf(volume).map(r -> new NamespacedName(r.getNamespace(), r.getName()));
    return claim.filter(c -> claims.get(c).isEmpty()).stream()
        .flatMap(c -> users.get(c).stream())
        .filter(pod -> !Pods.finished(pod))
        .map(pod -> NamespacedName.of(pod).toString())
        .sorted()
        .collect(joining(","));
  }

  private Outcome follow(PersistentVolume volume, Pod pod) {
    return switch (Pods.phase(pod)) {
      case "Succeeded" -> {
        end(volume, pod);
        events.record(volume, EventType.Normal, "VolumeRecycled", "Volume recycled");
        writer.setPhase(writer.free(volume), "Available");
        yield Outcome.DONE;
      }
      case "Failed" -> {
        end(volume, pod);
        yield failed(volume, "failed to recycle volume: " + fault(pod.getStatus()));
      }
      default -> Outcome.DONE;
    };
  }

  private static String fault(@Nullable PodStatus status) {
    var message = status == null ? null : status.getMessage();
    return Objects.requireNonNullElse(message, "pod failed, pod.Status.Message unknown");
  }

  /// A pod that somebody else began with, who has gone, tells nothing of what the volume has now.
  private Outcome replace(PersistentVolume volume, Pod pod) {
    client.resource(pod).delete();
    return failed(volume, "old recycler pod found, will retry later");
  }

  private Outcome failed(PersistentVolume volume, String cause) {
    var message = "Recycle failed: " + cause;
    if (!Binding.phase(volume).equals("Failed")) {
      events.record(writer.setPhase(volume, "Failed", message), EventType.Warning, FAILED, message);
    }
    return waiting(volume);
  }

  private Outcome waiting(PersistentVolume volume) {
    later.put(volume.getMetadata().getName(), clock.instant().plus(WAIT));
    return new After(WAIT);
  }

  private void end(PersistentVolume volume, Pod pod) {
    client.resource(pod).delete();
    working.remove(volume.getMetadata().getName());
    later.remove(volume.getMetadata().getName());
  }

  /// The volume is gone, or is to be kept as it is.
  void forget(String volume) {
    later.remove(volume);
    if (working.remove(volume) != null) {
      var name = RecyclerPod.name(volume);
      client.pods().inNamespace(name.namespace()).withName(name.name()).delete();
    }
  }
}
