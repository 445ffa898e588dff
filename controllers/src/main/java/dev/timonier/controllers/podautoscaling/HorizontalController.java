package dev.timonier.controllers.podautoscaling;

import dev.timonier.controllers.discovery.Discovery;
import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.queue.WorkQueue;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.Objects;

/// Scales by metrics
/// (<https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/>).
public final class HorizontalController {
  private static final String NAME = "horizontal-pod-autoscaler";

  private HorizontalController() {}

  public static Controller create(ControllerContext context, int workers) {
    var client = context.client(NAME);
    var json = new JsonClient(client);
    var autoscalers = context.informer(HorizontalPodAutoscaler.class);
    var queue = context.<NamespacedName>queue();
    autoscalers.handle(new SpecHandler(queue));
    var reconciler =
        new HorizontalReconciler(
            client,
            context.recorder(client, NAME),
            autoscalers.store(),
            context.informer(Pod.class).store(),
            new ScaleTargets(json, new Discovery(client)),
            new MetricEvaluator(new ResourceMetrics(json), context.time()),
            context.time());
    return new ControlLoop<>(NAME, queue, reconciler, workers);
  }

  /// What is written into the status is no reason to look again. Autoscalers that come or change
  /// are looked at a period later, as all others are.
  private record SpecHandler(WorkQueue<NamespacedName> queue)
      implements Handler<HorizontalPodAutoscaler> {
    @Override
    public void added(HorizontalPodAutoscaler now) {
      queue.addAfter(NamespacedName.of(now), HorizontalReconciler.PERIOD);
    }

    @Override
    public void updated(HorizontalPodAutoscaler before, HorizontalPodAutoscaler now) {
      if (!Objects.equals(before.getSpec(), now.getSpec())) {
        added(now);
      }
    }

    @Override
    public void deleted(HorizontalPodAutoscaler last) {
      added(last);
    }
  }
}
