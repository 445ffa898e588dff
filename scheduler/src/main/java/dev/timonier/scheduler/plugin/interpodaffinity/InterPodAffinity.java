package dev.timonier.scheduler.plugin.interpodaffinity;

import dev.timonier.scheduler.framework.ClusterEvent;
import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.EnqueueExtensions;
import dev.timonier.scheduler.framework.FilterPlugin;
import dev.timonier.scheduler.framework.NodeScores;
import dev.timonier.scheduler.framework.PreFilterPlugin;
import dev.timonier.scheduler.framework.PreScorePlugin;
import dev.timonier.scheduler.framework.QueueingHint;
import dev.timonier.scheduler.framework.ScorePlugin;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Status.Unschedulable;
import dev.timonier.scheduler.framework.Status.UnschedulableAndUnresolvable;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.List;

/// Puts pods near to those that they want near, and away from the others, as their affinity and
/// anti-affinity ask; anti-affinity is honored in both directions
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/>).
public final class InterPodAffinity
    implements PreFilterPlugin, FilterPlugin, PreScorePlugin, ScorePlugin, EnqueueExtensions {
  public static final String NAME = "InterPodAffinity";

  private static final Status.OfFilter WANTED_MISSING =
      new UnschedulableAndUnresolvable("node(s) didn't match pod affinity rules");
  private static final Status.OfFilter UNWANTED_THERE =
      new Unschedulable("node(s) didn't match pod anti-affinity rules");
  private static final Status.OfFilter UNWILLING_THERE =
      new Unschedulable("node(s) didn't satisfy existing pods anti-affinity rules");
  private static final CycleState.Key<Neighbors> NEIGHBORS = new CycleState.Key<>();
  private static final CycleState.Key<Attraction> ATTRACTION = new CycleState.Key<>();

  private final InterPodAffinityArgs args;
  private final NamespaceLabels namespaces;

  public InterPodAffinity(InterPodAffinityArgs args, NamespaceLabels namespaces) {
    this.args = args;
    this.namespaces = namespaces;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Status.OfPreFilter preFilter(CycleState state, PodInfo pod) {
    var neighbors = Neighbors.of(pod, namespaces, state.snapshot().nodes());
    state.put(NEIGHBORS, neighbors);
    return neighbors.isIrrelevant() ? Status.SKIP : Status.SUCCESS;
  }

  @Override
  public void added(CycleState state, PodInfo pod, PodInfo other, NodeInfo node) {
    state.get(NEIGHBORS).change(other, node, 1);
  }

  @Override
  public void removed(CycleState state, PodInfo pod, PodInfo other, NodeInfo node) {
    state.get(NEIGHBORS).change(other, node, -1);
  }

  @Override
  public Status.OfFilter filter(CycleState state, PodInfo pod, NodeInfo node) {
    var neighbors = state.get(NEIGHBORS);
    if (!pod.affinities().affinity().isEmpty() && !neighbors.hasWanted(node)) {
      return WANTED_MISSING;
    }
    if (neighbors.hasUnwanted(node)) {
      return UNWANTED_THERE;
    }
    return neighbors.hasUnwilling(node) ? UNWILLING_THERE : Status.SUCCESS;
  }

  @Override
  public Status.OfPreScore preScore(CycleState state, PodInfo pod, List<NodeInfo> feasible) {
    var attraction = new Attraction(args, pod, namespaces).count(state.snapshot().nodes());
    state.put(ATTRACTION, attraction);
    return attraction.isNone() ? Status.SKIP : Status.SUCCESS;
  }

  @Override
  public long score(CycleState state, PodInfo pod, NodeInfo node) {
    return state.get(ATTRACTION).at(node);
  }

  /// The most attractive node is the best one, the least attractive one the worst.
  @Override
  public void normalize(CycleState state, PodInfo pod, NodeScores scores) {
    var least = Long.MAX_VALUE;
    var most = Long.MIN_VALUE;
    for (var i = 0; i < scores.size(); i++) {
      least = Math.min(least, scores.score(i));
      most = Math.max(most, scores.score(i));
    }
    for (var i = 0; i < scores.size(); i++) {
      var above = scores.score(i) - least;
      scores.set(i, most == least ? WORST : (long) (BEST * ((double) above / (most - least))));
    }
  }

  @Override
  public QueueingHint hint(PodInfo pod, ClusterEvent event) {
    return new AffinityHints(pod, namespaces).hint(event);
  }
}
