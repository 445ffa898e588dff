package dev.timonier.controllers.nodelifecycle;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.queue.WorkQueue;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;

/// Looks after nodes.
public final class NodeLifecycleController {
  private static final String NAME = "node-controller";

  private NodeLifecycleController() {}

  public static Controller create(
      ControllerContext context, int workers, NodeLifecycleConfiguration configuration) {
    var client = context.client(NAME);
    var events = context.recorder(client, NAME);
    var nodes = context.informer(Node.class);
    var queue = context.<String>queue();
    var heartbeats = new Heartbeats(context.time());
    context.informer(Lease.class).handle(heartbeats.ofLeases());
    nodes.handle(heartbeats.ofNodes());
    nodes.handle(new NodeHandler(queue, events));
    var reconciler =
        new NodeReconciler(
            client,
            events,
            nodes.store(),
            context.podsByNode(),
            heartbeats,
            configuration,
            context.time());
    return new ControlLoop<>("node-lifecycle-controller", queue, reconciler, workers);
  }

  private record NodeHandler(WorkQueue<String> queue, EventRecorder events)
      implements Handler<Node> {
    @Override
    public void added(Node now) {
      tell(now, "RegisteredNode", "Registered Node %s in Controller");
      queue.add(now.getMetadata().getName());
    }

    @Override
    public void updated(Node before, Node now) {
      queue.add(now.getMetadata().getName());
    }

    @Override
    public void deleted(Node last) {
      tell(last, "RemovingNode", "Removing Node %s from Controller");
      queue.add(last.getMetadata().getName());
    }

    private void tell(Node node, String reason, String what) {
      var name = node.getMetadata().getName();
      events.record(
          NodeReconciler.reference(node),
          EventType.Normal,
          reason,
          "Node " + name + " event: " + what.formatted(name));
    }
  }
}
