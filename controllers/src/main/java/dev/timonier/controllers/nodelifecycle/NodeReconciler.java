package dev.timonier.controllers.nodelifecycle;

import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Outcome.After;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.PatchClient;
import dev.timonier.controllers.runtime.Pods;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.controllers.runtime.Times;
import dev.timonier.machinery.informer.Index;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Looks after one node: declares it unknown when it is silent, taints it by its conditions, and
/// takes its pods out of their services when it stops being ready.
final class NodeReconciler implements Reconciler<String> {
  private final KubernetesClient client;
  private final EventRecorder events;
  private final Store<Node> nodes;
  private final Index<String, Pod> pods;
  private final Heartbeats heartbeats;
  private final EvictionPace pace;
  private final NodeLifecycleConfiguration configuration;
  private final Time time;

  /// The readiness that was last acted upon, by node.
  private final Map<String, String> readiness = new ConcurrentHashMap<>();

  NodeReconciler(
      KubernetesClient client,
      EventRecorder events,
      Store<Node> nodes,
      Index<String, Pod> pods,
      Heartbeats heartbeats,
      NodeLifecycleConfiguration configuration,
      Time time) {
    this.client = client;
    this.events = events;
    this.nodes = nodes;
    this.pods = pods;
    this.heartbeats = heartbeats;
    this.pace = new EvictionPace(configuration, nodes, time);
    this.configuration = configuration;
    this.time = time;
  }

  @Override
  public Outcome reconcile(String name) {
    var node = nodes.get(new NamespacedName("", name));
    if (node.isEmpty()) {
      readiness.remove(name);
      return Outcome.DONE;
    }
    return reconcile(name, node.get());
  }

  private Outcome reconcile(String name, Node node) {
    var grace =
        NodeHealth.condition(node, NodeHealth.READY).isPresent()
            ? configuration.grace()
            : configuration.startupGrace();
    var left = grace.minus(heartbeats.silence(name));
    var judged = left.isPositive() ? node : declareUnknown(node);
    noteReadiness(name, judged);
    var wait = taint(judged);
    var next = left.isPositive() ? left : configuration.grace();
    return new After(wait.compareTo(next) < 0 ? wait : next);
  }

  private Node declareUnknown(Node node) {
    var conditions = NodeHealth.silent(node, time.instant());
    if (conditions.equals(NodeHealth.conditions(node))) {
      return node;
    }
    var silent =
        new NodeBuilder(node).editOrNewStatus().withConditions(conditions).endStatus().build();
    return client.resource(silent).updateStatus();
  }

  /// Acts when a node that was ready no longer is.
  private void noteReadiness(String name, Node node) {
    var now = NodeHealth.ready(node);
    if ("True".equals(readiness.get(name)) && !now.equals("True")) {
      events.record(
          reference(node),
          EventType.Normal,
          "NodeNotReady",
          "Node " + name + " status is now: NodeNotReady");
      pods.get(name).stream().filter(Pods::ready).forEach(this::markNotReady);
    }
    readiness.put(name, now);
  }

  /// How events name a node.
  static ObjectReference reference(Node node) {
    return new ObjectReferenceBuilder()
        .withApiVersion("v1")
        .withKind("Node")
        .withName(node.getMetadata().getName())
        .withUid(node.getMetadata().getUid())
        .build();
  }

  private void markNotReady(Pod pod) {
    if (Owners.terminates(pod) && Pods.finished(pod)) {
      return;
    }
    var marked =
        new PodBuilder(pod)
            .editStatus()
            .editMatchingCondition(c -> c.getType().equals("Ready"))
            .withStatus("False")
            .withLastTransitionTime(Times.shown(time.instant()))
            .endCondition()
            .endStatus()
            .build();
    client.resource(marked).updateStatus();
    events.record(pod, EventType.Warning, "NodeNotReady", "Node is not ready");
  }

  /// Returns when to look again because a zone gives its nodes up slowly.
  private Duration taint(Node node) {
    var present = NodeTaints.of(node);
    var now = time.instant();
    var soft = NodeTaints.withNoSchedule(node, present, now);
    var hard = NodeTaints.withNoExecute(soft, NodeTaints.byReadiness(node), now);
    var gainsHard = count(hard) > count(soft);
    var wait = gainsHard ? pace.wait(node) : Optional.<Duration>empty();
    var wanted = wait.isPresent() ? soft : hard;
    if (!wanted.equals(present)) {
      write(node, wanted);
    }
    return wait.orElse(configuration.grace());
  }

  private static long count(List<Taint> taints) {
    return taints.stream().filter(t -> t.getEffect().equals(NodeTaints.NO_EXECUTE)).count();
  }

  private void write(Node node, List<Taint> taints) {
    var patch =
        Map.of(
            "metadata",
            Map.of("resourceVersion", node.getMetadata().getResourceVersion()),
            "spec",
            Map.of("taints", taints));
    new PatchClient(client).merge(node, patch);
  }
}
