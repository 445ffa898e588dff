package dev.timonier.scheduler.plugin.nodeports;

import dev.timonier.scheduler.framework.ClusterEvent;
import dev.timonier.scheduler.framework.ClusterEvent.AssignedPodDeleted;
import dev.timonier.scheduler.framework.ClusterEvent.NodeAdded;
import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.EnqueueExtensions;
import dev.timonier.scheduler.framework.FilterPlugin;
import dev.timonier.scheduler.framework.PreFilterPlugin;
import dev.timonier.scheduler.framework.QueueingHint;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Status.Unschedulable;
import dev.timonier.scheduler.snapshot.HostPort;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;

/// Rejects nodes where another pod has a host port that the pod wants.
public final class NodePorts implements PreFilterPlugin, FilterPlugin, EnqueueExtensions {
  public static final String NAME = "NodePorts";

  private static final Status.OfFilter TAKEN =
      new Unschedulable("node(s) didn't have free ports for the requested pod ports");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Status.OfPreFilter preFilter(CycleState state, PodInfo pod) {
    return pod.hostPorts().isEmpty() ? Status.SKIP : Status.SUCCESS;
  }

  @Override
  public Status.OfFilter filter(CycleState state, PodInfo pod, NodeInfo node) {
    return HostPort.conflict(pod.hostPorts(), node.usedPorts()) ? TAKEN : Status.SUCCESS;
  }

  @Override
  public QueueingHint hint(PodInfo pod, ClusterEvent event) {
    return QueueingHint.queueIf(
        switch (event) {
          case NodeAdded _ -> true;
          case AssignedPodDeleted(var gone) -> HostPort.conflict(pod.hostPorts(), gone.hostPorts());
          case ClusterEvent _ -> false;
        });
  }
}
