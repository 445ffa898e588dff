package dev.timonier.controllers.statefulset;

import dev.timonier.controllers.history.RevisionHistory;
import dev.timonier.controllers.history.TemplatePatch;
import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Expectations;
import dev.timonier.controllers.runtime.OwnWrites;
import dev.timonier.controllers.runtime.OwnedHandler;
import dev.timonier.controllers.runtime.OwnedPodHandler;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.selector.Selector;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;

/// Keeps the pods of StatefulSets.
public final class StatefulSetController {
  private static final String NAME = "statefulset-controller";

  private StatefulSetController() {}

  public static Controller create(ControllerContext context, int workers) {
    var client = context.client(NAME);
    var events = context.recorder(client, NAME);
    var sets = context.informer(StatefulSet.class);
    var queue = context.<NamespacedName>queue();
    var expectations = new Expectations<NamespacedName>(context.time());
    sets.handle(Handler.of(set -> queue.add(NamespacedName.of(set))));
    context
        .informer(Pod.class)
        .handle(
            new OwnedPodHandler<>(
                new OwnedHandler<>(
                    "StatefulSet", sets.store(), StatefulSetController::selects, queue),
                expectations));
    var claims = context.informer(PersistentVolumeClaim.class).store();
    var reconciler =
        new StatefulSetReconciler(
            client,
            sets.store(),
            context.dependents(Pod.class),
            new RevisionHistory(
                client,
                context.dependents(ControllerRevision.class),
                "controller.kubernetes.io/hash",
                TemplatePatch::hash),
            new SetActions(
                new StatefulPods(client, events),
                new StatefulClaims(client, events, claims),
                expectations),
            expectations,
            new OwnWrites(),
            context.time());
    return new ControlLoop<>(NAME, queue, reconciler, workers);
  }

  private static boolean selects(StatefulSet set, Pod pod) {
    return Ordinal.isMember(set, pod)
        && Selector.of(set.getSpec().getSelector()).matches(pod.getMetadata().getLabels());
  }
}
