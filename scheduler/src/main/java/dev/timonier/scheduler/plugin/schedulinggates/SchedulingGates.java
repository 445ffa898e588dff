package dev.timonier.scheduler.plugin.schedulinggates;

import static java.util.stream.Collectors.joining;

import dev.timonier.scheduler.framework.ClusterEvent;
import dev.timonier.scheduler.framework.ClusterEvent.TargetPodUpdated;
import dev.timonier.scheduler.framework.EnqueueExtensions;
import dev.timonier.scheduler.framework.PreEnqueuePlugin;
import dev.timonier.scheduler.framework.QueueingHint;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Status.UnschedulableAndUnresolvable;
import dev.timonier.scheduler.snapshot.PodInfo;
import io.fabric8.kubernetes.api.model.PodSchedulingGate;
import java.util.List;

/// Holds a pod back until all its scheduling gates are gone
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/pod-scheduling-readiness/>).
public final class SchedulingGates implements PreEnqueuePlugin, EnqueueExtensions {
  public static final String NAME = "SchedulingGates";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Status.OfPreEnqueue preEnqueue(PodInfo pod) {
    var gates = gates(pod);
    return gates.isEmpty()
        ? Status.SUCCESS
        : new UnschedulableAndUnresolvable(
            gates.stream()
                .map(PodSchedulingGate::getName)
                .collect(joining(" ", "waiting for scheduling gates: [", "]")));
  }

  @Override
  public QueueingHint hint(PodInfo pod, ClusterEvent event) {
    return QueueingHint.queueIf(
        event instanceof TargetPodUpdated(_, var after, _) && gates(after).isEmpty());
  }

  private static List<PodSchedulingGate> gates(PodInfo pod) {
    var gates = pod.spec().getSchedulingGates();
    return gates == null ? List.of() : gates;
  }
}
