package dev.timonier.controllers.nodeipam;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Outcome.Retry;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.PatchClient;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.queue.WorkQueue;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Writes `spec.podCIDR` and `spec.podCIDRs` of nodes that have none.
///
/// One worker: a range is taken, then written; nodes that have ranges already are marked when they
/// are first seen, which is before any range is given away.
public final class NodeIpamController implements Reconciler<String> {
  private final KubernetesClient client;
  private final EventRecorder events;
  private final Store<Node> nodes;
  private final List<ClusterRange> ranges;

  private NodeIpamController(
      KubernetesClient client, EventRecorder events, Store<Node> nodes, List<ClusterRange> ranges) {
    this.client = client;
    this.events = events;
    this.nodes = nodes;
    this.ranges = ranges;
  }

  /// @param ranges one for each address family, the main one first
  public static Controller create(ControllerContext context, List<ClusterRange> ranges) {
    var client = context.client("node-controller");
    var nodes = context.informer(Node.class);
    var queue = context.<String>queue();
    nodes.handle(new NodeHandler(queue, ranges));
    var controller =
        new NodeIpamController(
            client, context.recorder(client, "cidrAllocator"), nodes.store(), ranges);
    return new ControlLoop<>("node-ipam-controller", queue, controller, 1);
  }

  @Override
  public Outcome reconcile(String name) {
    return nodes
        .get(new NamespacedName("", name))
        .filter(node -> !Owners.terminates(node) && cidrs(node).isEmpty())
        .map(this::allocate)
        .orElse(Outcome.DONE);
  }

  private Outcome allocate(Node node) {
    var taken = new ArrayList<String>();
    for (var range : ranges) {
      var cidr = range.take();
      if (cidr.isEmpty()) {
        release(taken);
        events.record(
            node,
            EventType.Normal,
            "CIDRNotAvailable",
            "Node " + node.getMetadata().getName() + " status is now: CIDRNotAvailable");
        return new Retry("no pod addresses are left");
      }
      taken.add(cidr.get());
    }
    write(node, taken);
    return Outcome.DONE;
  }

  private void write(Node node, List<String> cidrs) {
    var patch =
        Map.of(
            "metadata",
            Map.of("resourceVersion", node.getMetadata().getResourceVersion()),
            "spec",
            Map.of("podCIDR", cidrs.getFirst(), "podCIDRs", cidrs));
    try {
      if (new PatchClient(client).merge(node, patch).isEmpty()) {
        release(cidrs);
      }
    } catch (KubernetesClientException e) {
      if (isRefused(e)) {
        release(cidrs);
      }
      throw e;
    }
  }

  /// Where no answer came, the ranges may have been written: then they stay taken.
  private static boolean isRefused(KubernetesClientException failure) {
    return failure.getCode() >= 400 && failure.getCode() < 500;
  }

  private void release(List<String> cidrs) {
    for (var i = 0; i < cidrs.size(); i++) {
      ranges.get(i).release(cidrs.get(i));
    }
  }

  static List<String> cidrs(Node node) {
    if (node.getSpec() == null) {
      return List.of();
    }
    var all = Objects.requireNonNullElse(node.getSpec().getPodCIDRs(), List.<String>of());
    return all.isEmpty()
        ? Optional.ofNullable(node.getSpec().getPodCIDR()).map(List::of).orElse(List.of())
        : all;
  }

  private record NodeHandler(WorkQueue<String> queue, List<ClusterRange> ranges)
      implements Handler<Node> {
    @Override
    public void added(Node now) {
      cidrs(now).forEach(cidr -> ranges.forEach(range -> range.occupy(cidr)));
      queue.add(now.getMetadata().getName());
    }

    @Override
    public void updated(Node before, Node now) {
      added(now);
    }

    @Override
    public void deleted(Node last) {
      cidrs(last).forEach(cidr -> ranges.forEach(range -> range.release(cidr)));
    }
  }
}
