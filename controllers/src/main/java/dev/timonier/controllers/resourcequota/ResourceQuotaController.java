package dev.timonier.controllers.resourcequota;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.OwnWrites;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Pods;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Objects;
import java.util.function.BiPredicate;

/// Keeps the status of ResourceQuotas
/// (<https://kubernetes.io/docs/concepts/policy/resource-quotas/>).
public final class ResourceQuotaController {
  private static final String NAME = "resourcequota-controller";

  private ResourceQuotaController() {}

  public static Controller create(ControllerContext context, int workers) {
    var client = context.client(NAME);
    var quotas = context.informer(ResourceQuota.class);
    var queue = context.<NamespacedName>queue();
    var recounts = new Recounts(context.time());
    var affected = new Affected(quotas.store(), queue, recounts);
    quotas.handle(affected.ofQuotas());
    var counts = new ObjectCounts(client, context.time(), affected);
    var usage =
        new QuotaUsage(
            store(context, Pod.class, affected, ResourceQuotaController::isOther),
            store(context, Service.class, affected, ResourceQuotaController::hasOtherSpec),
            store(context, PersistentVolumeClaim.class, affected, ResourceQuotaController::isOther),
            counts,
            context.time());
    var reconciler =
        new ResourceQuotaReconciler(client, quotas.store(), usage, new OwnWrites(), recounts);
    return closing(new ControlLoop<>(NAME, queue, reconciler, workers), counts);
  }

  private static <T extends HasMetadata> Store<T> store(
      ControllerContext context, Class<T> type, Affected affected, BiPredicate<T, T> other) {
    var informer = context.informer(type);
    informer.handle(affected.ofObjects(other));
    return informer.store();
  }

  /// It has finished, is terminating, or its containers ask for something else.
  private static boolean isOther(Pod before, Pod now) {
    return Pods.finished(before) != Pods.finished(now)
        || Owners.terminates(before) != Owners.terminates(now)
        || !Objects.equals(before.getSpec(), now.getSpec());
  }

  private static boolean hasOtherSpec(Service before, Service now) {
    return !Objects.equals(before.getSpec(), now.getSpec());
  }

  private static boolean isOther(PersistentVolumeClaim before, PersistentVolumeClaim now) {
    return !Objects.equals(before.getSpec(), now.getSpec());
  }

  private static Controller closing(Controller loop, ObjectCounts counts) {
    return new Controller() {
      @Override
      public void start() {
        loop.start();
      }

      @Override
      public boolean idle() {
        return loop.idle();
      }

      @Override
      public void close() {
        loop.close();
        counts.close();
      }
    };
  }
}
