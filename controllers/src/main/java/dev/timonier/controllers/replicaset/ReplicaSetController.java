package dev.timonier.controllers.replicaset;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Expectations;
import dev.timonier.controllers.runtime.OwnedHandler;
import dev.timonier.controllers.runtime.OwnedPodHandler;
import dev.timonier.controllers.runtime.PodControl;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;

/// The two controllers that keep replicas.
public final class ReplicaSetController {
  private ReplicaSetController() {}

  /// Keeps the pods of ReplicaSets.
  public static Controller replicaSets(ControllerContext context, int workers) {
    return create(context, workers, ReplicaKind.REPLICA_SET, "replicaset-controller");
  }

  /// Keeps the pods of ReplicationControllers.
  public static Controller replicationControllers(ControllerContext context, int workers) {
    return create(context, workers, ReplicaKind.REPLICATION_CONTROLLER, "replication-controller");
  }

  private static <T extends HasMetadata> Controller create(
      ControllerContext context, int workers, ReplicaKind<T> kind, String account) {
    var client = context.client(account);
    var owners = context.informer(kind.type());
    var queue = context.<NamespacedName>queue();
    var expectations = new Expectations<NamespacedName>(context.time());
    owners.handle(Handler.of(owner -> queue.add(NamespacedName.of(owner))));
    context
        .informer(Pod.class)
        .handle(
            new OwnedPodHandler<>(
                new OwnedHandler<>(
                    HasMetadata.getKind(kind.type()),
                    owners.store(),
                    (owner, pod) ->
                        kind.view(owner).selector().matches(pod.getMetadata().getLabels()),
                    queue),
                expectations));
    var reconciler =
        new ReplicaReconciler<>(
            kind,
            owners.store(),
            context.dependents(kind.type()),
            context.dependents(Pod.class),
            new PodControl(client, context.recorder(client, account)),
            expectations,
            context.time());
    return new ControlLoop<>(account, queue, reconciler, workers);
  }
}
