package dev.timonier.scheduler.plugin.nodeaffinity;

import dev.timonier.machinery.selector.PreferredNodes;
import dev.timonier.machinery.selector.RequiredNodes;
import dev.timonier.scheduler.framework.ClusterEvent;
import dev.timonier.scheduler.framework.ClusterEvent.NodeAdded;
import dev.timonier.scheduler.framework.ClusterEvent.NodeUpdated;
import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.EnqueueExtensions;
import dev.timonier.scheduler.framework.FilterPlugin;
import dev.timonier.scheduler.framework.NodeChange;
import dev.timonier.scheduler.framework.NodeScores;
import dev.timonier.scheduler.framework.PreFilterPlugin;
import dev.timonier.scheduler.framework.PreScorePlugin;
import dev.timonier.scheduler.framework.QueueingHint;
import dev.timonier.scheduler.framework.ScorePlugin;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Status.OnlyNodes;
import dev.timonier.scheduler.framework.Status.UnschedulableAndUnresolvable;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.List;

/// Rejects nodes that the pod's `nodeSelector` or required node affinity does not match, and ranks
/// the others by its preferred node affinity
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/>).
public final class NodeAffinity
    implements PreFilterPlugin, FilterPlugin, PreScorePlugin, ScorePlugin, EnqueueExtensions {
  public static final String NAME = "NodeAffinity";

  private static final Status.OfFilter NO_MATCH =
      new UnschedulableAndUnresolvable("node(s) didn't match Pod's node affinity/selector");
  private static final Status.OfFilter NOT_ENFORCED =
      new UnschedulableAndUnresolvable("node(s) didn't match scheduler-enforced node affinity");
  private static final Status.OfPreFilter CONFLICT =
      new UnschedulableAndUnresolvable("pod affinity terms conflict");
  private static final CycleState.Key<RequiredNodes> REQUIRED = new CycleState.Key<>();
  private static final CycleState.Key<PreferredNodes> PREFERRED = new CycleState.Key<>();

  private final RequiredNodes addedRequired;
  private final PreferredNodes addedPreferred;

  public NodeAffinity(NodeAffinityArgs args) {
    var added = args.addedAffinity();
    var required = added == null ? null : added.getRequiredDuringSchedulingIgnoredDuringExecution();
    addedRequired = required == null ? RequiredNodes.ALL : RequiredNodes.of(required);
    addedPreferred =
        PreferredNodes.of(
            added == null ? null : added.getPreferredDuringSchedulingIgnoredDuringExecution());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Status.OfPreFilter preFilter(CycleState state, PodInfo pod) {
    var required = RequiredNodes.of(pod.spec());
    if (required.isAll() && addedRequired.isAll()) {
      return Status.SKIP;
    }
    state.put(REQUIRED, required);
    var names = required.names();
    if (names.isEmpty()) {
      return Status.SUCCESS;
    }
    return names.get().isEmpty() ? CONFLICT : new OnlyNodes(names.get());
  }

  @Override
  public Status.OfFilter filter(CycleState state, PodInfo pod, NodeInfo node) {
    if (!addedRequired.matches(node.name(), node.labels())) {
      return NOT_ENFORCED;
    }
    return state.get(REQUIRED).matches(node.name(), node.labels()) ? Status.SUCCESS : NO_MATCH;
  }

  @Override
  public Status.OfPreScore preScore(CycleState state, PodInfo pod, List<NodeInfo> feasible) {
    var preferred = PreferredNodes.of(pod.spec());
    state.put(PREFERRED, preferred);
    return preferred.isEmpty() && addedPreferred.isEmpty() ? Status.SKIP : Status.SUCCESS;
  }

  @Override
  public long score(CycleState state, PodInfo pod, NodeInfo node) {
    return addedPreferred.weight(node.name(), node.labels())
        + state.get(PREFERRED).weight(node.name(), node.labels());
  }

  @Override
  public void normalize(CycleState state, PodInfo pod, NodeScores scores) {
    scores.scaleToBest();
  }

  @Override
  public QueueingHint hint(PodInfo pod, ClusterEvent event) {
    return QueueingHint.queueIf(
        switch (event) {
          case NodeAdded(var node) -> admits(pod, node);
          case NodeUpdated(var before, var after, var changes) ->
              changes.contains(NodeChange.LABEL) && !admits(pod, before) && admits(pod, after);
          case ClusterEvent _ -> false;
        });
  }

  private boolean admits(PodInfo pod, NodeInfo node) {
    return addedRequired.matches(node.name(), node.labels())
        && RequiredNodes.of(pod.spec()).matches(node.name(), node.labels());
  }
}
