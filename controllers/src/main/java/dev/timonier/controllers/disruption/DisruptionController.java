package dev.timonier.controllers.disruption;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.queue.WorkQueue;
import dev.timonier.machinery.selector.Selector;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Keeps the status of PodDisruptionBudgets
/// (<https://kubernetes.io/docs/tasks/run-application/configure-pdb/>).
public final class DisruptionController {
  private static final String NAME = "disruption-controller";

  private DisruptionController() {}

  public static Controller create(ControllerContext context, int workers) {
    return Controller.of(List.of(budgets(context, workers), staleDisruptions(context)));
  }

  private static Controller budgets(ControllerContext context, int workers) {
    var client = context.client(NAME);
    var budgets = context.informer(PodDisruptionBudget.class);
    var pods = context.informer(Pod.class);
    var queue = context.<NamespacedName>queue();
    budgets.handle(Handler.of(budget -> queue.add(NamespacedName.of(budget))));
    pods.handle(Handler.ofVersions(pod -> concerned(budgets.store(), pod).forEach(queue::add)));
    scaled(context, queue);
    var reconciler =
        new DisruptionReconciler(
            client,
            context.recorder(client, "controllermanager"),
            budgets.store(),
            pods.store(),
            scales(context),
            context.time());
    return new ControlLoop<>(NAME, queue, reconciler, workers);
  }

  /// A pod concerns the budgets that select it, and those that did.
  private static Stream<NamespacedName> concerned(Store<PodDisruptionBudget> budgets, Pod pod) {
    return budgets.inNamespace(pod.getMetadata().getNamespace()).stream()
        .filter(budget -> selects(budget, pod))
        .map(NamespacedName::of);
  }

  private static ExpectedScale.Finder scales(ControllerContext context) {
    return new ExpectedScale.Finder(
        context.informer(Deployment.class).store(),
        context.informer(ReplicaSet.class).store(),
        context.informer(StatefulSet.class).store(),
        context.informer(ReplicationController.class).store());
  }

  /// A controller that is scaled changes what its pods' budgets expect.
  private static void scaled(ControllerContext context, WorkQueue<NamespacedName> queue) {
    var budgets = context.informer(PodDisruptionBudget.class).store();
    for (var kind :
        List.of(
            Deployment.class, ReplicaSet.class, StatefulSet.class, ReplicationController.class)) {
      context.informer(kind).handle(new ScaleHandler<>(budgets, queue));
    }
  }

  static boolean selects(PodDisruptionBudget budget, Pod pod) {
    var selector = budget.getSpec().getSelector();
    return selector != null && Selector.of(selector).matches(pod.getMetadata().getLabels());
  }

  private static Controller staleDisruptions(ControllerContext context) {
    var queue = context.<NamespacedName>queue();
    var pods = context.informer(Pod.class);
    pods.handle(
        Handler.of(
            pod ->
                StaleDisruptions.announced(pod).ifPresent(_ -> queue.add(NamespacedName.of(pod)))));
    var reconciler = new StaleDisruptions(context.client(NAME), pods.store(), context.time());
    return new ControlLoop<>(NAME + "-stale", queue, reconciler, 1);
  }

  private record ScaleHandler<T extends HasMetadata>(
      Store<PodDisruptionBudget> budgets, WorkQueue<NamespacedName> queue) implements Handler<T> {
    @Override
    public void added(T now) {
      budgets
          .inNamespace(now.getMetadata().getNamespace())
          .forEach(budget -> queue.add(NamespacedName.of(budget)));
    }

    @Override
    public void updated(T before, T now) {
      if (!Objects.equals(
          before.getMetadata().getGeneration(), now.getMetadata().getGeneration())) {
        added(now);
      }
    }

    @Override
    public void deleted(T last) {
      added(last);
    }
  }
}
