package dev.timonier.controllers.resourcequota;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.OwnWrites;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.queue.WorkQueue;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Service;

/// Keeps the status of ResourceQuotas
/// (<https://kubernetes.io/docs/concepts/policy/resource-quotas/>).
public final class ResourceQuotaController {
  private static final String NAME = "resourcequota-controller";

  private ResourceQuotaController() {}

  public static Controller create(ControllerContext context, int workers) {
    var client = context.client(NAME);
    var quotas = context.informer(ResourceQuota.class);
    var queue = context.<NamespacedName>queue();
    quotas.handle(Handler.of(quota -> queue.add(NamespacedName.of(quota))));
    var counts =
        new ObjectCounts(
            client, context.time(), namespace -> ask(quotas.store(), namespace, queue));
    var usage =
        new QuotaUsage(
            store(context, Pod.class, queue),
            store(context, Service.class, queue),
            store(context, PersistentVolumeClaim.class, queue),
            counts,
            context.time());
    var reconciler = new ResourceQuotaReconciler(client, quotas.store(), usage, new OwnWrites());
    return closing(new ControlLoop<>(NAME, queue, reconciler, workers), counts);
  }

  private static <T extends HasMetadata> Store<T> store(
      ControllerContext context, Class<T> type, WorkQueue<NamespacedName> queue) {
    var quotas = context.informer(ResourceQuota.class).store();
    var informer = context.informer(type);
    informer.handle(Handler.of(o -> ask(quotas, o.getMetadata().getNamespace(), queue)));
    return informer.store();
  }

  /// @param namespace empty for all
  private static void ask(
      Store<ResourceQuota> quotas, String namespace, WorkQueue<NamespacedName> queue) {
    var concerned = namespace.isEmpty() ? quotas.list() : quotas.inNamespace(namespace);
    concerned.forEach(quota -> queue.add(NamespacedName.of(quota)));
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
