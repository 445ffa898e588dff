package dev.timonier.controllers.podgc;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Disruption;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Outcome.After;
import dev.timonier.controllers.runtime.PatchClient;
import dev.timonier.controllers.runtime.Pods;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.controllers.runtime.Rejection;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at all pods three times a minute and removes those that nobody else removes
/// (<https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-garbage-collection>).
public final class PodGarbageCollector implements Reconciler<String> {
  private static final Logger LOG = LoggerFactory.getLogger(PodGarbageCollector.class);
  private static final String NAME = "pod-garbage-collector";
  private static final Duration PERIOD = Duration.ofSeconds(20);
  private static final Disruption ORPHANED =
      new Disruption("DeletionByPodGC", "PodGC: node no longer exists");

  private final KubernetesClient client;
  private final Store<Pod> pods;
  private final Store<Node> nodes;
  private final LostNodes lost;
  private final Time time;
  private final int threshold;

  private PodGarbageCollector(
      KubernetesClient client, Store<Pod> pods, Store<Node> nodes, Time time, int threshold) {
    this.client = client;
    this.pods = pods;
    this.nodes = nodes;
    this.lost = new LostNodes(time, node -> client.nodes().withName(node).get() != null);
    this.time = time;
    this.threshold = threshold;
  }

  /// @param threshold how many finished pods are kept; 0 keeps all
  public static Controller create(ControllerContext context, int threshold) {
    var queue = context.<String>queue();
    queue.add(NAME);
    var collector =
        new PodGarbageCollector(
            context.client(NAME),
            context.informer(Pod.class).store(),
            context.informer(Node.class).store(),
            context.time(),
            threshold);
    return new ControlLoop<>(NAME, queue, collector, 1);
  }

  @Override
  public Outcome reconcile(String key) {
    var all = pods.list();
    var plan = new RemovalPlan(all, nodes, lost.among(all, nodes));
    plan.superfluous(threshold).forEach(this::remove);
    plan.outOfService().forEach(this::remove);
    plan.orphaned().forEach(pod -> remove(pod, ORPHANED.of(pod, time.instant())));
    plan.neverScheduled().forEach(this::remove);
    return new After(PERIOD);
  }

  /// Declares a pod failed that has not finished, and deletes it without waiting for its node.
  private void remove(Pod pod, PodCondition... conditions) {
    try {
      if (!Pods.finished(pod)) {
        declareFailed(pod, conditions);
      }
      client
          .pods()
          .inNamespace(pod.getMetadata().getNamespace())
          .withName(pod.getMetadata().getName())
          .withGracePeriod(0)
          .delete();
    } catch (KubernetesClientException e) {
      LOG.info("{} stays for now: {}", pod.getMetadata().getName(), Rejection.of(e).message());
    }
  }

  /// By a patch: the collector's role permits no updates.
  private void declareFailed(Pod pod, PodCondition... conditions) {
    var status =
        new PodStatusBuilder()
            .withPhase("Failed")
            .withObservedGeneration(pod.getMetadata().getGeneration())
            .withConditions(conditions)
            .build();
    new PatchClient(client).status(pod, status);
  }
}
