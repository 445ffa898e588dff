package dev.timonier.scheduler.cycle;

import dev.timonier.machinery.recorder.ActionRecorder;
import dev.timonier.machinery.recorder.EventType;
import dev.timonier.scheduler.framework.Status.Failed;
import dev.timonier.scheduler.metrics.SchedulerMetrics;
import dev.timonier.scheduler.metrics.SchedulerMetrics.Result;
import dev.timonier.scheduler.queue.QueuedPod;
import dev.timonier.scheduler.queue.SchedulingQueue;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives pods that could not be scheduled back to the queue, and tells users about it, in an event
/// and in the pod's condition `PodScheduled`.
public final class PodReports {
  private static final Logger LOG = LoggerFactory.getLogger(PodReports.class);
  private static final int LONGEST_NOTE = 1024;
  private static final String CUT = " ...";
  private static final String SCHEDULING = "Scheduling";
  private static final String FAILED_SCHEDULING = "FailedScheduling";

  private final SchedulingQueue queue;
  private final Function<PodInfo, ActionRecorder> recorders;
  private final PodConditions conditions;
  private final SchedulerMetrics metrics;

  /// @param recorders the one that speaks for the scheduler that a pod asks for
  public PodReports(
      SchedulingQueue queue,
      Function<PodInfo, ActionRecorder> recorders,
      PodConditions conditions,
      SchedulerMetrics metrics) {
    this.queue = queue;
    this.recorders = recorders;
    this.conditions = conditions;
    this.metrics = metrics;
  }

  /// A try to schedule a pod begins.
  void begun(QueuedPod pod) {
    metrics.begun(pod);
  }

  /// It was tried to make room for a pod.
  void preemptionTried() {
    metrics.preemptionTried();
  }

  /// Pods have to go for another one.
  void preempted(int victims) {
    metrics.preempted(victims);
  }

  /// Plugins rejected a pod.
  void rejected(PodInfo pod, Set<String> plugins, String message) {
    rejected(pod, plugins, message, Optional.empty());
  }

  /// Plugins rejected a pod.
  ///
  /// @param nomination the node that it is nominated to now, empty text for none; nothing where
  ///   that did not change
  void rejected(PodInfo pod, Set<String> plugins, String message, Optional<String> nomination) {
    metrics.ended(pod, Result.UNSCHEDULABLE);
    tell(queue.reject(pod.uid(), plugins), PodConditions.UNSCHEDULABLE, message, nomination);
  }

  /// It could not be found out where the pod fits, or it could not be bound there.
  void failed(PodInfo pod, Failed failure) {
    metrics.ended(pod, Result.ERROR);
    LOG.warn("pod {} could not be scheduled and is tried again: {}", pod, failure.message());
    tell(queue.fail(pod.uid()), PodConditions.SCHEDULER_ERROR, failure.message(), Optional.empty());
  }

  void skipped(PodInfo pod) {
    recorders
        .apply(pod)
        .record(
            pod.pod(),
            EventType.Warning,
            FAILED_SCHEDULING,
            SCHEDULING,
            "skip schedule deleting pod: " + pod.key());
  }

  void bound(PodInfo pod) {
    metrics.ended(pod, Result.SCHEDULED);
    recorders
        .apply(pod)
        .record(
            pod.pod(),
            EventType.Normal,
            "Scheduled",
            "Binding",
            "Successfully assigned " + pod.key() + " to " + pod.nodeName());
  }

  /// Nobody is told of a pod that is gone.
  private void tell(
      Optional<PodInfo> still, String reason, String message, Optional<String> nomination) {
    still.ifPresent(
        pod -> {
          recorders
              .apply(pod)
              .record(
                  pod.pod(), EventType.Warning, FAILED_SCHEDULING, SCHEDULING, shortened(message));
          conditions.notScheduled(pod, reason, message, nomination);
        });
  }

  private static String shortened(String message) {
    return message.length() <= LONGEST_NOTE
        ? message
        : message.substring(0, LONGEST_NOTE - CUT.length()) + CUT;
  }
}
