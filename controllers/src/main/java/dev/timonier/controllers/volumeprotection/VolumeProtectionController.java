package dev.timonier.controllers.volumeprotection;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Finalizer;
import dev.timonier.controllers.runtime.Finalizer.Use;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.PersistentVolume;

/// Keeps volumes that are bound to a claim
/// (<https://kubernetes.io/docs/concepts/storage/persistent-volumes/#storage-object-in-use-protection>).
public final class VolumeProtectionController implements Reconciler<NamespacedName> {
  private static final String NAME = "pv-protection-controller";

  private final Store<PersistentVolume> volumes;
  private final Finalizer finalizer;

  private VolumeProtectionController(Store<PersistentVolume> volumes, Finalizer finalizer) {
    this.volumes = volumes;
    this.finalizer = finalizer;
  }

  public static Controller create(ControllerContext context, int workers) {
    var volumes = context.informer(PersistentVolume.class);
    var queue = context.<NamespacedName>queue();
    var finalizer = new Finalizer(context.client(NAME), "kubernetes.io/pv-protection");
    volumes.handle(Handler.of(volume -> queue.add(NamespacedName.of(volume))));
    var controller = new VolumeProtectionController(volumes.store(), finalizer);
    return new ControlLoop<>(NAME, queue, controller, workers);
  }

  @Override
  public Outcome reconcile(NamespacedName key) {
    volumes
        .get(key)
        .filter(finalizer::concerns)
        .ifPresent(volume -> finalizer.settle(volume, use(volume)));
    return Outcome.DONE;
  }

  private static Use use(PersistentVolume volume) {
    return volume.getStatus() != null && "Bound".equals(volume.getStatus().getPhase())
        ? Use.USED
        : Use.UNUSED;
  }
}
