package dev.timonier.controllers.persistentvolume;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Pods;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.queue.WorkQueue;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.storage.StorageClass;

/// Binds claims and volumes to each other: a volume's `claimRef` and a claim's `volumeName` name
/// the other side, and the phases of both follow
/// (<https://kubernetes.io/docs/concepts/storage/persistent-volumes/#lifecycle-of-a-volume-and-claim>).
///
/// Example: a claim of 1Gi is created where a volume of 2Gi is `Available`: the volume gets the
/// claim as its `claimRef`, the claim gets the volume's name, and both become `Bound`. When the
/// claim is deleted, the volume becomes `Released`.
public final class VolumeBinderController implements Reconciler<NamespacedName> {
  private static final String NAME = "persistent-volume-binder";

  private final ClaimReconciler claims;
  private final VolumeReconciler volumes;

  private VolumeBinderController(ClaimReconciler claims, VolumeReconciler volumes) {
    this.claims = claims;
    this.volumes = volumes;
  }

  /// Works alone: what it decides on one bond depends on all others.
  public static Controller create(ControllerContext context) {
    var client = context.client(NAME);
    var events = context.recorder(client, "persistentvolume-controller");
    var claims = context.informer(PersistentVolumeClaim.class);
    var volumes = context.informer(PersistentVolume.class);
    var classes = context.informer(StorageClass.class);
    var pods = context.informer(Pod.class);
    var queue = context.<NamespacedName>queue();
    claims.handle(Handler.of(claim -> changed(claim, queue)));
    volumes.handle(Handler.of(volume -> changed(volume, claims.store(), queue)));
    classes.handle(
        Handler.of(
            type -> {
              pending(type.getMetadata().getName(), claims.store(), queue);
              pending("", claims.store(), queue);
            }));
    pods.handle(Handler.of(pod -> changed(pod, queue)));
    var users = pods.store().index(Pods::claims);
    var writer = new VolumeWriter(client);
    var controller =
        new VolumeBinderController(
            new ClaimReconciler(
                claims.store(),
                volumes.store(),
                classes.store(),
                users,
                writer,
                new ClaimWriter(client),
                events),
            new VolumeReconciler(
                volumes.store(),
                claims.store(),
                client,
                writer,
                new Reclaim(
                    writer,
                    new Recycler(client, claims.store(), users, writer, events, context.time()),
                    events),
                queue::add));
    return new ControlLoop<>("persistentvolume-binder-controller", queue, controller, 1);
  }

  private static void changed(Pod pod, WorkQueue<NamespacedName> queue) {
    Pods.claims(pod).forEach(queue::add);
    RecyclerPod.volume(pod).ifPresent(volume -> queue.add(new NamespacedName("", volume)));
  }

  private static void changed(PersistentVolumeClaim claim, WorkQueue<NamespacedName> queue) {
    queue.add(NamespacedName.of(claim));
    if (!Binding.volumeOf(claim).isEmpty()) {
      queue.add(new NamespacedName("", Binding.volumeOf(claim)));
    }
  }

  private static void changed(
      PersistentVolume volume,
      Store<PersistentVolumeClaim> claims,
      WorkQueue<NamespacedName> queue) {
    queue.add(NamespacedName.of(volume));
    Binding.claimOf(volume)
        .ifPresentOrElse(
            claim -> queue.add(new NamespacedName(claim.getNamespace(), claim.getName())),
            () -> pending(Matching.className(volume), claims, queue));
  }

  /// The claims of a class that have no volume yet.
  private static void pending(
      String type, Store<PersistentVolumeClaim> claims, WorkQueue<NamespacedName> queue) {
    for (var claim : claims.list()) {
      if (!Binding.isMarked(claim, Binding.COMPLETED) && Matching.className(claim).equals(type)) {
        queue.add(NamespacedName.of(claim));
      }
    }
  }

  /// Volumes have no namespace, claims have one.
  @Override
  public Outcome reconcile(NamespacedName key) {
    return key.namespace().isEmpty() ? volumes.reconcile(key.name()) : claims.reconcile(key);
  }
}
