package dev.timonier.controllers.job;

import dev.timonier.controllers.runtime.Numbers;
import dev.timonier.controllers.runtime.Times;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import java.time.Instant;

/// What the status says of a Job that goes on; pure.
final class JobProgress {
  private JobProgress() {}

  /// The status with the numbers of pods, and with the time of the start when it is known.
  static JobStatus status(JobView view, Progress progress, Instant now) {
    var status = Jobs.status(view.job());
    var starts = status.getStartTime() == null && !Jobs.suspended(view.job());
    return new JobStatusBuilder(status)
        .withStartTime(starts ? Times.shown(now) : status.getStartTime())
        .withActive(Numbers.shown(progress.active()))
        .withReady(progress.ready())
        .withTerminating(progress.terminating())
        .build();
  }

  /// A Job that is resumed starts anew, so that its deadline does not count the pause.
  static JobStatus withSuspension(Job job, JobStatus status, Instant now) {
    if (Jobs.suspended(job)) {
      return Conditions.withTruth(status, "Suspended", "JobSuspended", "Job suspended", now);
    }
    var resumed = Conditions.withFalsehood(status, "Suspended", "JobResumed", "Job resumed", now);
    return resumed.equals(status)
        ? status
        : new JobStatusBuilder(resumed).withStartTime(Times.shown(now)).build();
  }
}
