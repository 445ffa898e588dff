package dev.timonier.scheduler.cycle;

import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.Status.Failed;
import dev.timonier.scheduler.preemption.Preemption;
import dev.timonier.scheduler.queue.QueuedPod;
import dev.timonier.scheduler.queue.SchedulingQueue;
import dev.timonier.scheduler.runtime.Diagnosis;
import dev.timonier.scheduler.runtime.Framework;
import dev.timonier.scheduler.runtime.Frameworks;
import dev.timonier.scheduler.runtime.Outcome;
import dev.timonier.scheduler.runtime.Placement.Broken;
import dev.timonier.scheduler.runtime.Placement.Chosen;
import dev.timonier.scheduler.runtime.Placement.NoFit;
import dev.timonier.scheduler.runtime.Placement.NoNodes;
import dev.timonier.scheduler.runtime.PostFilterOutcome.Nominated;
import dev.timonier.scheduler.runtime.PostFilterOutcome.Unchanged;
import dev.timonier.scheduler.runtime.PostFilterOutcome.Withdrawn;
import dev.timonier.scheduler.snapshot.ClusterState;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.Optional;
import java.util.Set;

/// Finds a node for one pod after the other. When one is found, the pod is assumed to be there, so
/// that the next pod can be scheduled at once, and its binding goes on elsewhere. Owned by the
/// scheduling thread.
public final class SchedulingCycle {
  private static final String NO_NODES = "no nodes available to schedule pods";

  private final ClusterState cluster;
  private final SchedulingQueue queue;
  private final Frameworks frameworks;
  private final BindingCycle binding;
  private final Preemption preemption;
  private final PodReports reports;

  public SchedulingCycle(
      ClusterState cluster,
      SchedulingQueue queue,
      Frameworks frameworks,
      BindingCycle binding,
      Preemption preemption,
      PodReports reports) {
    this.cluster = cluster;
    this.queue = queue;
    this.frameworks = frameworks;
    this.binding = binding;
    this.preemption = preemption;
    this.reports = reports;
  }

  /// Schedules a pod that was popped.
  public void run(QueuedPod queued) {
    var pod = queued.pod();
    var framework = frameworks.of(pod);
    if (framework.isEmpty() || isToBeSkipped(pod)) {
      queue.done(pod.uid());
    } else {
      reports.begun(queued);
      guarded(framework.get(), pod);
    }
  }

  /// Whatever goes wrong, the pod is not lost.
  private void guarded(Framework framework, PodInfo pod) {
    try {
      schedule(framework, pod);
    } catch (RuntimeException e) {
      cluster.forget(pod.uid());
      reports.failed(pod, Failed.of(e));
    }
  }

  private void schedule(Framework framework, PodInfo pod) {
    var state = new CycleState(cluster.snapshot());
    switch (framework.choose(state, pod)) {
      case Chosen(var nodeName) ->
          place(new Assignment(framework, state, pod.on(nodeName), nodeName));
      case NoNodes _ -> reports.rejected(pod, Set.of(Frameworks.NO_NODES), NO_NODES);
      case NoFit noFit -> makeRoom(framework, state, pod, noFit);
      case Broken(var failure) -> reports.failed(pod, failure);
    }
  }

  private void makeRoom(Framework framework, CycleState state, PodInfo pod, NoFit noFit) {
    reports.preemptionTried();
    switch (framework.postFilter(state, pod, noFit)) {
      case Unchanged _ -> reject(pod, noFit.diagnosis(), Optional.empty());
      case Withdrawn _ -> {
        cluster.withdraw(pod.uid());
        reject(pod, noFit.diagnosis(), Optional.of(""));
      }
      case Nominated(var nodeName, var victims) -> {
        cluster.nominate(pod, nodeName);
        queue.hold(pod.uid());
        reject(pod, noFit.diagnosis(), Optional.of(nodeName));
        reports.preempted(victims.size());
        preemption.start(pod, nodeName, victims);
      }
    }
  }

  private void reject(PodInfo pod, Diagnosis diagnosis, Optional<String> nomination) {
    reports.rejected(pod, diagnosis.plugins(), diagnosis.message(), nomination);
  }

  private void place(Assignment assignment) {
    cluster.assume(assignment.pod());
    switch (reserveAndPermit(assignment)) {
      case Outcome.Ok _ -> binding.start(assignment);
      case Outcome.Rejected(var plugin, var rejection) -> {
        cluster.forget(assignment.pod().uid());
        var diagnosis = Diagnosis.ofOneNode(plugin, rejection);
        reports.rejected(assignment.pod(), diagnosis.plugins(), diagnosis.message());
      }
      case Outcome.Broken(var failure) -> {
        cluster.forget(assignment.pod().uid());
        reports.failed(assignment.pod(), failure);
      }
    }
  }

  private static Outcome reserveAndPermit(Assignment assignment) {
    var reserved = assignment.reserve();
    if (reserved != Outcome.OK) {
      return reserved;
    }
    var permitted = assignment.permit();
    if (permitted != Outcome.OK) {
      assignment.unreserve();
    }
    return permitted;
  }

  /// Pods that go are not scheduled. A pod that is assumed already came again because it changed
  /// while it was being scheduled.
  private boolean isToBeSkipped(PodInfo pod) {
    if (pod.isTerminating()) {
      reports.skipped(pod);
    }
    return pod.isTerminating() || cluster.pod(pod.uid()).isPresent();
  }
}
