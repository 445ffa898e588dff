package dev.timonier.scheduler.watch;

import dev.timonier.machinery.informer.Handler;
import dev.timonier.scheduler.framework.ClusterEvent.NodeAdded;
import dev.timonier.scheduler.framework.ClusterEvent.NodeDeleted;
import dev.timonier.scheduler.framework.ClusterEvent.NodeUpdated;
import dev.timonier.scheduler.framework.NodeChange;
import dev.timonier.scheduler.queue.SchedulingQueue;
import dev.timonier.scheduler.snapshot.ClusterState;
import dev.timonier.scheduler.snapshot.NodeInfo;
import io.fabric8.kubernetes.api.model.ContainerImage;
import io.fabric8.kubernetes.api.model.Node;
import java.util.List;

/// What happens to nodes. The state learns of it before the queue does, so that a pod that the
/// queue releases meets the new state.
public final class NodeHandler implements Handler<Node> {
  private final ClusterState cluster;
  private final SchedulingQueue queue;

  public NodeHandler(ClusterState cluster, SchedulingQueue queue) {
    this.cluster = cluster;
    this.queue = queue;
  }

  @Override
  public void added(Node node) {
    cluster.putNode(node);
    queue.happened(new NodeAdded(NodeInfo.of(node)));
  }

  /// Nearly always a node only says that it is still there.
  @Override
  public void updated(Node before, Node after) {
    var changes = NodeChange.between(before, after);
    if (!changes.isEmpty() || !images(before).equals(images(after))) {
      cluster.putNode(after);
    }
    if (!changes.isEmpty()) {
      queue.happened(new NodeUpdated(NodeInfo.of(before), NodeInfo.of(after), changes));
    }
  }

  @Override
  public void deleted(Node node) {
    cluster.removeNode(node.getMetadata().getName());
    queue.happened(new NodeDeleted(NodeInfo.of(node)));
  }

  private static List<ContainerImage> images(Node node) {
    return node.getStatus() == null || node.getStatus().getImages() == null
        ? List.of()
        : node.getStatus().getImages();
  }
}
