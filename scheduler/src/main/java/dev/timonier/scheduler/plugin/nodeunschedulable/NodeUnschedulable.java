package dev.timonier.scheduler.plugin.nodeunschedulable;

import dev.timonier.machinery.taint.Tolerations;
import dev.timonier.scheduler.framework.ClusterEvent;
import dev.timonier.scheduler.framework.ClusterEvent.NodeAdded;
import dev.timonier.scheduler.framework.ClusterEvent.NodeUpdated;
import dev.timonier.scheduler.framework.ClusterEvent.TargetPodUpdated;
import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.EnqueueExtensions;
import dev.timonier.scheduler.framework.FilterPlugin;
import dev.timonier.scheduler.framework.NodeChange;
import dev.timonier.scheduler.framework.PodChange;
import dev.timonier.scheduler.framework.QueueingHint;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Status.UnschedulableAndUnresolvable;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import io.fabric8.kubernetes.api.model.Taint;

/// Rejects cordoned nodes (`spec.unschedulable`), unless the pod tolerates the taint that stands
/// for it, as the pods of DaemonSets do.
public final class NodeUnschedulable implements FilterPlugin, EnqueueExtensions {
  public static final String NAME = "NodeUnschedulable";

  private static final Taint TAINT =
      new Taint("NoSchedule", "node.kubernetes.io/unschedulable", null, "");
  private static final Status.OfFilter UNSCHEDULABLE =
      new UnschedulableAndUnresolvable("node(s) were unschedulable");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Status.OfFilter filter(CycleState state, PodInfo pod, NodeInfo node) {
    return admits(pod, node) ? Status.SUCCESS : UNSCHEDULABLE;
  }

  @Override
  public QueueingHint hint(PodInfo pod, ClusterEvent event) {
    return QueueingHint.queueIf(
        switch (event) {
          case NodeAdded(var node) -> admits(pod, node);
          case NodeUpdated(var before, var after, var changes) ->
              changes.contains(NodeChange.TAINT) && !admits(pod, before) && admits(pod, after);
          case TargetPodUpdated(_, var after, var changes) ->
              changes.contains(PodChange.TOLERATION) && toleratesTaint(after);
          case ClusterEvent _ -> false;
        });
  }

  private static boolean admits(PodInfo pod, NodeInfo node) {
    return !node.isUnschedulable() || toleratesTaint(pod);
  }

  private static boolean toleratesTaint(PodInfo pod) {
    return Tolerations.of(pod.spec()).tolerate(TAINT);
  }
}
