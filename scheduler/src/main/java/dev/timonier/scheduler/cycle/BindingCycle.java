package dev.timonier.scheduler.cycle;

import dev.timonier.scheduler.framework.ClusterEvent.AssignedPodDeleted;
import dev.timonier.scheduler.framework.Status.Failed;
import dev.timonier.scheduler.queue.SchedulingQueue;
import dev.timonier.scheduler.runtime.Diagnosis;
import dev.timonier.scheduler.runtime.Outcome;
import dev.timonier.scheduler.snapshot.ClusterState;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/// Binds pods that are assumed to be on their nodes, many at once. When that fails, everything is
/// undone, and the pod is scheduled again.
public final class BindingCycle {
  private final ClusterState cluster;
  private final SchedulingQueue queue;
  private final PodReports reports;
  private final Executor executor;
  private final ConcurrencyLimit limit;

  /// @param executor runs one task for each pod; tasks may block for long
  /// @param limit how many bindings are written at once
  public BindingCycle(
      ClusterState cluster,
      SchedulingQueue queue,
      PodReports reports,
      Executor executor,
      ConcurrencyLimit limit) {
    this.cluster = cluster;
    this.queue = queue;
    this.reports = reports;
    this.executor = executor;
    this.limit = limit;
  }

  void start(Assignment assignment) {
    try {
      executor.execute(() -> run(assignment));
    } catch (RejectedExecutionException e) {
      undo(assignment, new Outcome.Broken(new Failed("the scheduler is being closed")));
    }
  }

  private void run(Assignment assignment) {
    var outcome = guarded(assignment);
    if (outcome == Outcome.OK) {
      bound(assignment);
    } else {
      undo(assignment, outcome);
    }
  }

  /// Whatever goes wrong, the pod is not lost.
  private Outcome guarded(Assignment assignment) {
    try {
      return bind(assignment);
    } catch (RuntimeException e) {
      return new Outcome.Broken(Failed.of(e));
    }
  }

  private Outcome bind(Assignment assignment) {
    var permitted = assignment.awaitPermit();
    if (permitted != Outcome.OK) {
      return permitted;
    }
    queue.startBinding(assignment.pod().uid());
    var ready = assignment.preBind();
    return ready == Outcome.OK ? limit.run(assignment::bind) : ready;
  }

  /// The pod stays assumed until the API shows it on its node.
  private void bound(Assignment assignment) {
    var pod = assignment.pod();
    queue.done(pod.uid());
    reports.bound(pod);
    assignment.postBind();
  }

  private void undo(Assignment assignment, Outcome outcome) {
    var pod = assignment.pod();
    assignment.unreserve();
    var forgotten = cluster.forget(pod.uid());
    giveBack(pod, outcome);
    if (forgotten) {
      queue.happened(new AssignedPodDeleted(pod));
    }
  }

  private void giveBack(PodInfo pod, Outcome outcome) {
    switch (outcome) {
      case Outcome.Ok _ -> queue.done(pod.uid());
      case Outcome.Rejected(var plugin, var rejection) -> {
        var diagnosis = Diagnosis.ofOneNode(plugin, rejection);
        reports.rejected(pod, diagnosis.plugins(), diagnosis.message());
      }
      case Outcome.Broken(var failure) -> reports.failed(pod, failure);
    }
  }
}
