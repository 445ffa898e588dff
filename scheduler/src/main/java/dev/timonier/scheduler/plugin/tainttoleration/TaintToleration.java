package dev.timonier.scheduler.plugin.tainttoleration;

import dev.timonier.machinery.taint.TaintEffect;
import dev.timonier.machinery.taint.Tolerations;
import dev.timonier.scheduler.framework.ClusterEvent;
import dev.timonier.scheduler.framework.ClusterEvent.NodeAdded;
import dev.timonier.scheduler.framework.ClusterEvent.NodeUpdated;
import dev.timonier.scheduler.framework.ClusterEvent.TargetPodUpdated;
import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.EnqueueExtensions;
import dev.timonier.scheduler.framework.FilterPlugin;
import dev.timonier.scheduler.framework.NodeChange;
import dev.timonier.scheduler.framework.NodeScores;
import dev.timonier.scheduler.framework.PodChange;
import dev.timonier.scheduler.framework.PreScorePlugin;
import dev.timonier.scheduler.framework.QueueingHint;
import dev.timonier.scheduler.framework.ScorePlugin;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Status.UnschedulableAndUnresolvable;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.List;

/// Rejects nodes with taints that the pod does not tolerate (`NoSchedule`, `NoExecute`), and ranks
/// the others by how many milder taints (`PreferNoSchedule`) it does not tolerate.
public final class TaintToleration
    implements FilterPlugin, PreScorePlugin, ScorePlugin, EnqueueExtensions {
  public static final String NAME = "TaintToleration";

  private static final Status.OfFilter UNTOLERATED =
      new UnschedulableAndUnresolvable("node(s) had untolerated taint(s)");
  private static final CycleState.Key<Tolerations> MILD = new CycleState.Key<>();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Status.OfFilter filter(CycleState state, PodInfo pod, NodeInfo node) {
    return tolerates(pod, node) ? Status.SUCCESS : UNTOLERATED;
  }

  @Override
  public Status.OfPreScore preScore(CycleState state, PodInfo pod, List<NodeInfo> feasible) {
    state.put(MILD, Tolerations.of(pod.spec()).about(TaintEffect.PreferNoSchedule));
    return Status.SUCCESS;
  }

  @Override
  public long score(CycleState state, PodInfo pod, NodeInfo node) {
    if (node.discouragingTaints().isEmpty()) {
      return 0;
    }
    var tolerations = state.get(MILD);
    return node.discouragingTaints().stream().filter(t -> !tolerations.tolerate(t)).count();
  }

  /// The fewer, the better.
  @Override
  public void normalize(CycleState state, PodInfo pod, NodeScores scores) {
    scores.scaleToWorst();
  }

  @Override
  public QueueingHint hint(PodInfo pod, ClusterEvent event) {
    return QueueingHint.queueIf(
        switch (event) {
          case NodeAdded(var node) -> tolerates(pod, node);
          case NodeUpdated(var before, var after, var changes) ->
              changes.contains(NodeChange.TAINT)
                  && !tolerates(pod, before)
                  && tolerates(pod, after);
          case TargetPodUpdated(_, _, var changes) -> changes.contains(PodChange.TOLERATION);
          case ClusterEvent _ -> false;
        });
  }

  private static boolean tolerates(PodInfo pod, NodeInfo node) {
    var taints = node.forbiddingTaints();
    return taints.isEmpty() || Tolerations.of(pod.spec()).firstUntolerated(taints).isEmpty();
  }
}
