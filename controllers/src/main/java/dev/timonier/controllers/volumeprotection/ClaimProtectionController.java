package dev.timonier.controllers.volumeprotection;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Finalizer;
import dev.timonier.controllers.runtime.Finalizer.Use;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Pods;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Index;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;

/// Keeps claims that some pod on a node still uses
/// (<https://kubernetes.io/docs/concepts/storage/persistent-volumes/#storage-object-in-use-protection>).
public final class ClaimProtectionController implements Reconciler<NamespacedName> {
  private static final String NAME = "pvc-protection-controller";

  private final Store<PersistentVolumeClaim> claims;
  private final Index<NamespacedName, Pod> users;
  private final Finalizer finalizer;

  private ClaimProtectionController(
      Store<PersistentVolumeClaim> claims, Index<NamespacedName, Pod> users, Finalizer finalizer) {
    this.claims = claims;
    this.users = users;
    this.finalizer = finalizer;
  }

  public static Controller create(ControllerContext context, int workers) {
    var claims = context.informer(PersistentVolumeClaim.class);
    var pods = context.informer(Pod.class);
    var queue = context.<NamespacedName>queue();
    var finalizer = new Finalizer(context.client(NAME), "kubernetes.io/pvc-protection");
    claims.handle(
        Handler.of(
            claim -> {
              if (finalizer.concerns(claim)) {
                queue.add(NamespacedName.of(claim));
              }
            }));
    pods.handle(Handler.of(pod -> Pods.claims(pod).forEach(queue::add)));
    var controller =
        new ClaimProtectionController(claims.store(), pods.store().index(Pods::claims), finalizer);
    return new ControlLoop<>(NAME, queue, controller, workers);
  }

  @Override
  public Outcome reconcile(NamespacedName key) {
    claims
        .get(key)
        .filter(finalizer::concerns)
        .ifPresent(
            claim -> finalizer.settle(claim, Owners.terminates(claim) ? use(key) : Use.USED));
    return Outcome.DONE;
  }

  /// The store may not know the newest pod: before a claim is given up, the API has the last word.
  private Use use(NamespacedName claim) {
    return users.get(claim).stream().anyMatch(ClaimProtectionController::runs) || isUsed(claim)
        ? Use.USED
        : Use.UNUSED;
  }

  private boolean isUsed(NamespacedName claim) {
    var pods = finalizer.client().pods().inNamespace(claim.namespace()).list().getItems();
    return pods.stream().anyMatch(pod -> runs(pod) && Pods.claims(pod).contains(claim));
  }

  private static boolean runs(Pod pod) {
    return Pods.node(pod).isPresent() && !Pods.finished(pod);
  }
}
