package dev.timonier.controllers.ephemeralvolume;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Pods;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.queue.WorkQueue;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;

/// Makes the claims of generic ephemeral volumes
/// (<https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes>).
/// They belong to their pod: whoever collects garbage deletes them with it.
public final class EphemeralVolumeController {
  private static final String NAME = "ephemeral-volume-controller";

  private EphemeralVolumeController() {}

  public static Controller create(ControllerContext context, int workers) {
    var client = context.client(NAME);
    var pods = context.informer(Pod.class);
    var claims = context.informer(PersistentVolumeClaim.class);
    var queue = context.<NamespacedName>queue();
    var users = pods.store().index(Pods::claims);
    pods.handle(Handler.ofAdditions(pod -> enqueue(pod, queue)));
    claims.handle(
        Handler.ofDeletions(
            claim -> users.get(NamespacedName.of(claim)).forEach(pod -> enqueue(pod, queue))));
    var reconciler =
        new EphemeralVolumeReconciler(
            pods.store(), claims.store(), client, context.recorder(client, "ephemeral_volume"));
    return new ControlLoop<>(NAME, queue, reconciler, workers);
  }

  /// The volumes of a pod never change.
  private static void enqueue(Pod pod, WorkQueue<NamespacedName> queue) {
    if (EphemeralVolumeReconciler.needsClaims(pod)) {
      queue.add(NamespacedName.of(pod));
    }
  }
}
