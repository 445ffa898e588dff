package dev.timonier.controllers.tainteviction;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Disruption;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Outcome.After;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.PatchClient;
import dev.timonier.controllers.runtime.Pods;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Index;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.queue.WorkQueue;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// Deletes pods whose time on a tainted node is over.
public final class TaintEvictionController implements Reconciler<NamespacedName> {
  private static final String NAME = "taint-eviction-controller";
  private static final String ACCOUNT = "node-controller";
  private static final Disruption DISRUPTION =
      new Disruption("DeletionByTaintManager", "Taint manager: deleting due to NoExecute taint");

  private final KubernetesClient client;
  private final EventRecorder events;
  private final Store<Pod> pods;
  private final Store<Node> nodes;
  private final Time time;

  /// Pods that wait for their eviction, and its moment.
  private final Map<NamespacedName, Instant> doomed = new ConcurrentHashMap<>();

  private TaintEvictionController(
      KubernetesClient client,
      EventRecorder events,
      Store<Pod> pods,
      Store<Node> nodes,
      Time time) {
    this.client = client;
    this.events = events;
    this.pods = pods;
    this.nodes = nodes;
    this.time = time;
  }

  public static Controller create(ControllerContext context, int workers) {
    var client = context.client(ACCOUNT);
    var pods = context.informer(Pod.class);
    var nodes = context.informer(Node.class);
    var queue = context.<NamespacedName>queue();
    pods.handle(
        Handler.of(
            pod -> {
              if (Pods.node(pod).isPresent()) {
                queue.add(NamespacedName.of(pod));
              }
            }));
    nodes.handle(new NodeHandler(context.podsByNode(), queue));
    var controller =
        new TaintEvictionController(
            client, context.recorder(client, NAME), pods.store(), nodes.store(), context.time());
    return new ControlLoop<>(NAME, queue, controller, workers);
  }

  @Override
  public Outcome reconcile(NamespacedName key) {
    var pod = pods.get(key).filter(p -> !Owners.terminates(p));
    if (pod.isEmpty()) {
      doomed.remove(key);
      return Outcome.DONE;
    }
    return switch (plan(pod.get())) {
      case EvictionPlan.Stays() -> spare(key, pod.get());
      case EvictionPlan.LeavesNow() -> {
        spare(key, pod.get());
        yield evict(key, pod.get());
      }
      case EvictionPlan.LeavesAfter(var tolerated) -> evictAfter(tolerated, key, pod.get());
    };
  }

  private EvictionPlan plan(Pod pod) {
    var taints =
        Pods.node(pod)
            .flatMap(name -> nodes.get(new NamespacedName("", name)))
            .map(TaintEvictionController::taints)
            .orElse(List.of());
    var tolerations =
        Objects.requireNonNullElse(pod.getSpec().getTolerations(), List.<Toleration>of());
    return EvictionPlan.of(taints, tolerations);
  }

  private static List<Taint> taints(Node node) {
    return node.getSpec() == null
        ? List.of()
        : Objects.requireNonNullElse(node.getSpec().getTaints(), List.of());
  }

  /// What was decided first stays so, however long the taints that come later are tolerated.
  private Outcome evictAfter(Duration tolerated, NamespacedName key, Pod pod) {
    var now = time.instant();
    var left = Duration.between(now, doomed.computeIfAbsent(key, _ -> now.plus(tolerated)));
    return left.isPositive() ? new After(left) : evict(key, pod);
  }

  private Outcome evict(NamespacedName key, Pod pod) {
    doomed.remove(key);
    events.record(pod, EventType.Normal, "TaintManagerEviction", "Marking for deletion Pod " + key);
    announce(pod);
    client.pods().inNamespace(key.namespace()).withName(key.name()).delete();
    return Outcome.DONE;
  }

  private void announce(Pod pod) {
    var status = new PodStatusBuilder().withConditions(DISRUPTION.of(pod, time.instant())).build();
    new PatchClient(client).status(pod, status);
  }

  private Outcome spare(NamespacedName key, Pod pod) {
    if (doomed.remove(key) != null) {
      events.record(
          pod, EventType.Normal, "TaintManagerEviction", "Cancelling deletion of Pod " + key);
    }
    return Outcome.DONE;
  }

  private record NodeHandler(Index<String, Pod> pods, WorkQueue<NamespacedName> queue)
      implements Handler<Node> {
    @Override
    public void added(Node now) {
      ask(now);
    }

    @Override
    public void updated(Node before, Node now) {
      if (!taints(before).equals(taints(now))) {
        ask(now);
      }
    }

    @Override
    public void deleted(Node last) {
      ask(last);
    }

    private void ask(Node node) {
      pods.get(node.getMetadata().getName()).forEach(pod -> queue.add(NamespacedName.of(pod)));
    }
  }
}
