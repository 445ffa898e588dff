package dev.timonier.controllers.deployment;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.OwnedHandler;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Informer;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.queue.WorkQueue;
import dev.timonier.machinery.selector.Selector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;

/// Rolls out Deployments.
public final class DeploymentController {
  private static final String NAME = "deployment-controller";

  private DeploymentController() {}

  public static Controller create(ControllerContext context, int workers) {
    var client = context.client(NAME);
    var events = context.recorder(client, NAME);
    var deployments = context.informer(Deployment.class);
    var sets = context.informer(ReplicaSet.class);
    var queue = context.<NamespacedName>queue();
    deployments.handle(Handler.of(d -> queue.add(NamespacedName.of(d))));
    sets.handle(
        new OwnedHandler<>(
            "Deployment", deployments.store(), DeploymentController::selects, queue));
    context.informer(Pod.class).handle(new PodHandler(deployments, sets, queue));
    var present =
        new PresentSet(
            new ReplicaSetWriter(client, events),
            new DeploymentWriter(client),
            events,
            context.time());
    var reconciler =
        new DeploymentReconciler(
            deployments.store(),
            context.dependents(ReplicaSet.class),
            context.dependents(Pod.class),
            present,
            context.time());
    return new ControlLoop<>(NAME, queue, reconciler, workers);
  }

  private static boolean selects(Deployment deployment, ReplicaSet set) {
    var selector = Selector.of(deployment.getSpec().getSelector());
    return !selector.selectsEverything() && selector.matches(set.getMetadata().getLabels());
  }

  /// Recreate goes on when the last old pod is gone.
  private record PodHandler(
      Informer<Deployment> deployments, Informer<ReplicaSet> sets, WorkQueue<NamespacedName> queue)
      implements Handler<Pod> {
    @Override
    public void added(Pod now) {
      // Only ends matter.
    }

    @Override
    public void updated(Pod before, Pod now) {
      // Only ends matter.
    }

    @Override
    public void deleted(Pod last) {
      var namespace = last.getMetadata().getNamespace();
      Owners.controller(last)
          .filter(owner -> owner.getKind().equals("ReplicaSet"))
          .flatMap(owner -> sets.store().get(new NamespacedName(namespace, owner.getName())))
          .flatMap(Owners::controller)
          .filter(owner -> owner.getKind().equals("Deployment"))
          .map(owner -> new NamespacedName(namespace, owner.getName()))
          .filter(key -> deployments.store().get(key).filter(PodHandler::recreates).isPresent())
          .ifPresent(queue::add);
    }

    private static boolean recreates(Deployment deployment) {
      return "Recreate".equals(deployment.getSpec().getStrategy().getType());
    }
  }
}
