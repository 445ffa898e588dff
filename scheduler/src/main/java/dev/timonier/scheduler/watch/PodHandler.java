package dev.timonier.scheduler.watch;

import dev.timonier.machinery.informer.Handler;
import dev.timonier.scheduler.framework.ClusterEvent.AssignedPodAdded;
import dev.timonier.scheduler.framework.ClusterEvent.AssignedPodDeleted;
import dev.timonier.scheduler.framework.ClusterEvent.AssignedPodUpdated;
import dev.timonier.scheduler.framework.PodChange;
import dev.timonier.scheduler.queue.SchedulingQueue;
import dev.timonier.scheduler.runtime.Frameworks;
import dev.timonier.scheduler.runtime.WaitingPods;
import dev.timonier.scheduler.snapshot.ClusterState;
import dev.timonier.scheduler.snapshot.PodInfo;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Optional;

/// What happens to pods. Level-triggered: what to do depends on what a pod is now and on what is
/// known of it, not on which events came before.
///
/// | the pod now | goes to |
/// |---|---|
/// | is assigned to a node | the state |
/// | waits, for one of our profiles | the queue |
/// | is over (succeeded, failed), or deleted | nowhere |
public final class PodHandler implements Handler<Pod> {
  private final ClusterState cluster;
  private final SchedulingQueue queue;
  private final Frameworks frameworks;
  private final WaitingPods waitingPods;

  public PodHandler(
      ClusterState cluster, SchedulingQueue queue, Frameworks frameworks, WaitingPods waitingPods) {
    this.cluster = cluster;
    this.queue = queue;
    this.frameworks = frameworks;
    this.waitingPods = waitingPods;
  }

  @Override
  public void added(Pod pod) {
    if (isOver(pod)) {
      gone(pod.getMetadata().getUid());
      return;
    }
    var info = PodInfo.of(pod);
    if (info.isAssigned()) {
      assigned(info);
    } else if (frameworks.of(info).isPresent()) {
      waits(info);
    }
  }

  @Override
  public void updated(Pod before, Pod after) {
    if (nomination(before).isPresent() && nomination(after).isEmpty()) {
      cluster.withdraw(after.getMetadata().getUid());
    }
    added(after);
  }

  @Override
  public void deleted(Pod pod) {
    gone(pod.getMetadata().getUid());
  }

  private void assigned(PodInfo pod) {
    var before = cluster.isAssumed(pod.uid()) ? Optional.<PodInfo>empty() : cluster.pod(pod.uid());
    cluster.putPod(pod);
    queue.delete(pod.uid());
    if (before.isEmpty()) {
      queue.happened(new AssignedPodAdded(pod));
    } else {
      changed(before.get(), pod);
    }
  }

  private void changed(PodInfo before, PodInfo after) {
    var changes = PodChange.between(before, after);
    if (!changes.isEmpty()) {
      queue.happened(new AssignedPodUpdated(before, after, changes));
    }
  }

  /// A pod that is assumed to be on a node is none of the queue's unless its binding still goes on:
  /// what comes now was written before it was bound.
  private void waits(PodInfo pod) {
    if (cluster.isAssumed(pod.uid())) {
      queue.refresh(pod);
    } else {
      pod.nominatedNodeName().ifPresent(node -> cluster.nominate(pod, node));
      queue.put(pod);
    }
  }

  private static Optional<String> nomination(Pod pod) {
    return Optional.ofNullable(pod.getStatus())
        .map(PodStatus::getNominatedNodeName)
        .filter(name -> !name.isEmpty());
  }

  private void gone(String uid) {
    queue.delete(uid);
    waitingPods.find(uid).ifPresent(waiting -> waiting.reject("", "the pod was deleted"));
    cluster.removePod(uid).ifPresent(pod -> queue.happened(new AssignedPodDeleted(pod)));
  }

  private static boolean isOver(Pod pod) {
    var phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }
}
