package dev.timonier.scheduler.queue;

import dev.timonier.scheduler.framework.ClusterEvent;
import dev.timonier.scheduler.framework.ClusterEvent.NodeAdded;
import dev.timonier.scheduler.framework.ClusterEvent.TargetPodUpdated;
import dev.timonier.scheduler.framework.PodChange;
import dev.timonier.scheduler.framework.QueuedPodInfo;
import dev.timonier.scheduler.framework.QueueingHint;
import dev.timonier.scheduler.plugin.prioritysort.PrioritySort;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.Comparator;
import java.util.Optional;

/// Pods with a scheduling gate are held; the plugin `Nodes` waits for new nodes, `Labels` for new
/// labels of the pod, any other one for nothing.
final class FakeRules implements QueueingRules {
  @Override
  public Comparator<QueuedPodInfo> order() {
    return new PrioritySort().order();
  }

  @Override
  public Optional<String> gate(PodInfo pod) {
    return pod.spec().getSchedulingGates().isEmpty() ? Optional.empty() : Optional.of("Gate");
  }

  @Override
  public QueueingHint hint(PodInfo pod, String rejector, ClusterEvent event) {
    return QueueingHint.queueIf(
        switch (rejector) {
          case "Nodes" -> event instanceof NodeAdded;
          case "Labels" ->
              event instanceof TargetPodUpdated(_, _, var changes)
                  && changes.contains(PodChange.LABEL);
          case "Gate" -> event instanceof TargetPodUpdated;
          default -> false;
        });
  }
}
