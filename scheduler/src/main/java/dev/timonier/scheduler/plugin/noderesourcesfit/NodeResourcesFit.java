package dev.timonier.scheduler.plugin.noderesourcesfit;

import dev.timonier.scheduler.framework.ClusterEvent;
import dev.timonier.scheduler.framework.ClusterEvent.AssignedPodDeleted;
import dev.timonier.scheduler.framework.ClusterEvent.AssignedPodUpdated;
import dev.timonier.scheduler.framework.ClusterEvent.NodeAdded;
import dev.timonier.scheduler.framework.ClusterEvent.NodeUpdated;
import dev.timonier.scheduler.framework.ClusterEvent.TargetPodUpdated;
import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.EnqueueExtensions;
import dev.timonier.scheduler.framework.FilterPlugin;
import dev.timonier.scheduler.framework.NodeChange;
import dev.timonier.scheduler.framework.PodChange;
import dev.timonier.scheduler.framework.PreFilterPlugin;
import dev.timonier.scheduler.framework.QueueingHint;
import dev.timonier.scheduler.framework.ScorePlugin;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import dev.timonier.scheduler.snapshot.Resources;
import java.util.Set;
import java.util.stream.Stream;

/// Rejects nodes that have not enough left of what the pod asks for, and ranks the others by how
/// full they would be, as its scoring strategy says
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/resource-bin-packing/>).
public final class NodeResourcesFit
    implements PreFilterPlugin, FilterPlugin, ScorePlugin, EnqueueExtensions {
  public static final String NAME = "NodeResourcesFit";

  private static final CycleState.Key<Fit> FIT = new CycleState.Key<>();

  private final NodeResourcesFitArgs args;
  private final UtilizationScore utilization;

  public NodeResourcesFit(NodeResourcesFitArgs args) {
    this.args = args;
    this.utilization = new UtilizationScore(args.scoring());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Status.OfPreFilter preFilter(CycleState state, PodInfo pod) {
    state.put(FIT, new Fit(checked(pod)));
    return Status.SUCCESS;
  }

  @Override
  public Status.OfFilter filter(CycleState state, PodInfo pod, NodeInfo node) {
    return state.get(FIT).on(node);
  }

  @Override
  public long score(CycleState state, PodInfo pod, NodeInfo node) {
    return utilization.of(pod, node);
  }

  @Override
  public QueueingHint hint(PodInfo pod, ClusterEvent event) {
    return QueueingHint.queueIf(
        switch (event) {
          case NodeAdded(var node) -> fitsEmpty(pod, node);
          case NodeUpdated(var before, var after, var changes) ->
              changes.contains(NodeChange.ALLOCATABLE)
                  && fitsEmpty(pod, after)
                  && hasMore(pod, before.allocatable(), after.allocatable());
          case AssignedPodDeleted _ -> true;
          case AssignedPodUpdated(var before, var after, var changes) ->
              changes.contains(PodChange.SCALE_DOWN)
                  && gaveBack(pod, before.requested(), after.requested());
          case TargetPodUpdated(_, _, var changes) -> changes.contains(PodChange.SCALE_DOWN);
          case ClusterEvent _ -> false;
        });
  }

  /// What the pod asks for and is not ignored.
  private Resources checked(PodInfo pod) {
    var asked = pod.requested();
    var ignored = asked.scalars().names().stream().filter(this::isIgnored).toList();
    return ignored.isEmpty() ? asked : asked.without(Set.copyOf(ignored));
  }

  private boolean isIgnored(String name) {
    return Resources.isExtended(name)
        && (args.ignoredResources().contains(name)
            || args.ignoredResourceGroups().contains(name.substring(0, name.indexOf('/'))));
  }

  /// Nodes in events are shown without their pods.
  private boolean fitsEmpty(PodInfo pod, NodeInfo node) {
    return new Fit(checked(pod)).on(node) == Status.SUCCESS;
  }

  private static boolean hasMore(PodInfo pod, Resources before, Resources after) {
    return after.pods() > before.pods()
        || asked(pod).anyMatch(name -> after.amount(name) > before.amount(name));
  }

  private static boolean gaveBack(PodInfo pod, Resources before, Resources after) {
    return asked(pod).anyMatch(name -> after.amount(name) < before.amount(name));
  }

  private static Stream<String> asked(PodInfo pod) {
    return Stream.concat(
            Stream.of(Resources.CPU, Resources.MEMORY, Resources.EPHEMERAL_STORAGE),
            pod.requested().scalars().names().stream())
        .filter(name -> pod.requested().amount(name) > 0);
  }
}
