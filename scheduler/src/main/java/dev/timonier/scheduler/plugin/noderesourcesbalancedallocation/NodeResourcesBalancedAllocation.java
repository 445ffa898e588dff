package dev.timonier.scheduler.plugin.noderesourcesbalancedallocation;

import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.PreScorePlugin;
import dev.timonier.scheduler.framework.ScorePlugin;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.snapshot.CountedResource;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.List;

/// Prefers nodes where the pod would make the use of the resources more even, by how much the pod
/// changes the [Balance].
///
/// The score lies between 50 and 100: 75 where the pod changes nothing, 100 where it makes a wholly
/// uneven node even.
public final class NodeResourcesBalancedAllocation implements PreScorePlugin, ScorePlugin {
  public static final String NAME = "NodeResourcesBalancedAllocation";

  private static final long HALF = BEST / 2;

  private static final CycleState.Key<Balance> BALANCE = new CycleState.Key<>();

  private final List<CountedResource> resources;

  public NodeResourcesBalancedAllocation(BalancedAllocationArgs args) {
    this.resources = CountedResource.all(args.resources());
  }

  @Override
  public String name() {
    return NAME;
  }

  /// A pod that asks for nothing changes no balance.
  @Override
  public Status.OfPreScore preScore(CycleState state, PodInfo pod, List<NodeInfo> feasible) {
    state.put(BALANCE, new Balance(resources, pod));
    var asks = resources.stream().anyMatch(resource -> resource.in(pod.requested()) != 0);
    return asks ? Status.SUCCESS : Status.SKIP;
  }

  @Override
  public long score(CycleState state, PodInfo pod, NodeInfo node) {
    var balance = state.get(BALANCE);
    return HALF + (HALF + balance.with(node) - balance.without(node)) / 2;
  }
}
