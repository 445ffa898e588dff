package dev.timonier.controllers.cronjob;

import dev.timonier.controllers.job.Jobs;
import dev.timonier.controllers.runtime.Times;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps the list of a CronJob's unfinished jobs in its status true.
record ActiveJobs(KubernetesClient client, EventRecorder events) {

  /// The status in which finished and vanished jobs are no longer active.
  CronJobStatus refreshed(CronJob cronJob, Collection<Job> jobs) {
    var status = CronJobs.status(cronJob);
    var active = new ArrayList<>(CronJobs.active(status));
    for (var job : jobs) {
      note(cronJob, job, active);
    }
    var known = jobs.stream().map(job -> job.getMetadata().getUid()).toList();
    active.removeIf(
        reference -> !known.contains(reference.getUid()) && isMissing(cronJob, reference));
    return new CronJobStatusBuilder(status)
        .withActive(active)
        .withLastSuccessfulTime(lastSuccess(status, jobs))
        .build();
  }

  private void note(CronJob cronJob, Job job, List<ObjectReference> active) {
    var end = Jobs.finished(job);
    var listed = active.removeIf(r -> end.isPresent() && isFor(r, job)) || isListed(active, job);
    var name = job.getMetadata().getName();
    if (end.isPresent() && listed) {
      events.record(
          cronJob,
          EventType.Normal,
          "SawCompletedJob",
          "Saw completed job: " + name + ", condition: " + end.get().getType());
    } else if (end.isEmpty() && !listed) {
      events.record(
          cronJob,
          EventType.Warning,
          "UnexpectedJob",
          "Saw a job that the controller did not create or forgot: " + name);
    }
  }

  private static boolean isListed(Collection<ObjectReference> active, Job job) {
    return active.stream().anyMatch(reference -> isFor(reference, job));
  }

  private static boolean isFor(ObjectReference reference, Job job) {
    return reference.getUid().equals(job.getMetadata().getUid());
  }

  /// The store may not know yet of a job that was just created.
  private boolean isMissing(CronJob cronJob, ObjectReference reference) {
    var job =
        client
            .batch()
            .v1()
            .jobs()
            .inNamespace(reference.getNamespace())
            .withName(reference.getName())
            .get();
    if (job != null && isFor(reference, job)) {
      return false;
    }
    var message = "Active job went missing: " + reference.getName();
    events.record(cronJob, EventType.Normal, "MissingJob", message);
    return true;
  }

  private static @Nullable String lastSuccess(CronJobStatus status, Collection<Job> jobs) {
    var ends = new ArrayList<Instant>();
    Times.parse(status.getLastSuccessfulTime()).ifPresent(ends::add);
    for (var job : jobs) {
      if (job.getStatus() != null) {
        Times.parse(job.getStatus().getCompletionTime()).ifPresent(ends::add);
      }
    }
    return ends.stream().max(Instant::compareTo).map(Times::shown).orElse(null);
  }

  /// The status with one more active job.
  static CronJobStatus with(CronJobStatus status, Job job, Instant due) {
    var active = new ArrayList<>(CronJobs.active(status));
    active.add(
        new ObjectReferenceBuilder()
            .withApiVersion("batch/v1")
            .withKind("Job")
            .withNamespace(job.getMetadata().getNamespace())
            .withName(job.getMetadata().getName())
            .withUid(job.getMetadata().getUid())
            .withResourceVersion(job.getMetadata().getResourceVersion())
            .build());
    return new CronJobStatusBuilder(status)
        .withActive(active)
        .withLastScheduleTime(Times.shown(due))
        .build();
  }

  /// The status with no active jobs.
  static CronJobStatus without(CronJobStatus status) {
    return new CronJobStatusBuilder(status).withActive(List.of()).build();
  }

  /// Finds an active job by its name.
  static Optional<ObjectReference> named(CronJobStatus status, String name) {
    return CronJobs.active(status).stream().filter(r -> r.getName().equals(name)).findFirst();
  }
}
