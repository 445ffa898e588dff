package dev.timonier.scheduler.plugin.volumebinding;

import dev.timonier.scheduler.framework.ClusterEvent;
import dev.timonier.scheduler.framework.ClusterEvent.NodeAdded;
import dev.timonier.scheduler.framework.ClusterEvent.NodeUpdated;
import dev.timonier.scheduler.framework.ClusterEvent.StorageChanged;
import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.EnqueueExtensions;
import dev.timonier.scheduler.framework.FilterPlugin;
import dev.timonier.scheduler.framework.NodeChange;
import dev.timonier.scheduler.framework.PreBindPlugin;
import dev.timonier.scheduler.framework.PreFilterPlugin;
import dev.timonier.scheduler.framework.QueueingHint;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Status.UnschedulableAndUnresolvable;
import dev.timonier.scheduler.plugin.volumebinding.PodClaims.Missing;
import dev.timonier.scheduler.plugin.volumebinding.PodClaims.Ready;
import dev.timonier.scheduler.runtime.PluginContext;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.List;

/// Lets pods with claims wait until they can be had, keeps them on the nodes that reach their
/// volumes, and has volumes made near to the pods that use them first
/// (<https://kubernetes.io/docs/concepts/storage/storage-classes/#volume-binding-mode>).
public final class VolumeBinding
    implements PreFilterPlugin, FilterPlugin, PreBindPlugin, EnqueueExtensions {
  public static final String NAME = "VolumeBinding";

  private static final CycleState.Key<Ready> CLAIMS = new CycleState.Key<>();

  private final Volumes volumes;
  private final Reach reach;
  private final SelectedNode selectedNode;

  public VolumeBinding(VolumeBindingArgs args, PluginContext context) {
    volumes = new Volumes(context.informers());
    reach = new Reach(volumes);
    selectedNode = new SelectedNode(context.client(), context.time(), volumes, args.bindTimeout());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Status.OfPreFilter preFilter(CycleState state, PodInfo pod) {
    return switch (volumes.of(pod)) {
      case Missing(var reason) -> new UnschedulableAndUnresolvable(reason);
      case Ready claims -> {
        state.put(CLAIMS, claims);
        yield claims.isEmpty() ? Status.SKIP : Status.SUCCESS;
      }
    };
  }

  @Override
  public Status.OfFilter filter(CycleState state, PodInfo pod, NodeInfo node) {
    var obstacles = reach.obstacles(state.get(CLAIMS), node);
    return obstacles.isEmpty() ? Status.SUCCESS : new UnschedulableAndUnresolvable(obstacles);
  }

  @Override
  public Status.OfPreBind preBind(CycleState state, PodInfo pod, String nodeName) {
    var delayed = state.find(CLAIMS).map(Ready::delayed).orElse(List.of());
    return delayed.isEmpty() ? Status.SUCCESS : selectedNode.bind(delayed, nodeName);
  }

  @Override
  public QueueingHint hint(PodInfo pod, ClusterEvent event) {
    return QueueingHint.queueIf(
        switch (event) {
          case StorageChanged(var object) ->
              object.getMetadata().getNamespace() == null
                  || (pod.namespace().equals(object.getMetadata().getNamespace())
                      && Volumes.claimNames(pod).contains(object.getMetadata().getName()));
          case NodeAdded _ -> true;
          case NodeUpdated(_, _, var changes) -> changes.contains(NodeChange.LABEL);
          case ClusterEvent _ -> false;
        });
  }
}
