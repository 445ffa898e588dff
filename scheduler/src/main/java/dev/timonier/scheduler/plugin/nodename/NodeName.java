package dev.timonier.scheduler.plugin.nodename;

import dev.timonier.scheduler.framework.ClusterEvent;
import dev.timonier.scheduler.framework.ClusterEvent.NodeAdded;
import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.EnqueueExtensions;
import dev.timonier.scheduler.framework.FilterPlugin;
import dev.timonier.scheduler.framework.QueueingHint;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Status.UnschedulableAndUnresolvable;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;

/// Rejects all nodes but the one in `spec.nodeName`.
public final class NodeName implements FilterPlugin, EnqueueExtensions {
  public static final String NAME = "NodeName";

  private static final Status.OfFilter OTHER_NODE =
      new UnschedulableAndUnresolvable("node(s) didn't match the requested node name");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Status.OfFilter filter(CycleState state, PodInfo pod, NodeInfo node) {
    return fits(pod, node) ? Status.SUCCESS : OTHER_NODE;
  }

  @Override
  public QueueingHint hint(PodInfo pod, ClusterEvent event) {
    return QueueingHint.queueIf(event instanceof NodeAdded(var node) && fits(pod, node));
  }

  private static boolean fits(PodInfo pod, NodeInfo node) {
    return !pod.isAssigned() || pod.nodeName().equals(node.name());
  }
}
