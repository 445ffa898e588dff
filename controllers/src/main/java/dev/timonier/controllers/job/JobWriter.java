package dev.timonier.controllers.job;

import dev.timonier.controllers.runtime.Numbers;
import dev.timonier.controllers.runtime.OwnWrites;
import dev.timonier.controllers.runtime.Times;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashSet;
import java.util.Optional;

/// Writes the status of a Job and tells its turning points in events.
///
/// It is written twice: before the finalizers of ended pods are removed, so that none of them gets
/// lost, and afterwards.
final class JobWriter {
  private final KubernetesClient client;
  private final EventRecorder events;
  private final Releases releases;
  private final OwnWrites writes;
  private final Time time;

  JobWriter(
      KubernetesClient client,
      EventRecorder events,
      Releases releases,
      OwnWrites writes,
      Time time) {
    this.client = client;
    this.events = events;
    this.releases = releases;
    this.writes = writes;
    this.time = time;
  }

  /// A Job whose ended pods are noted in its status.
  record Counted(Job job, Tally tally) {}

  Counted count(JobView view, JobStatus status, Optional<Ending> ending) {
    var tally = Tally.of(view, ending);
    var noted = tally.into(view, status);
    var decided = ending.map(e -> withDecision(e, noted)).orElse(noted);
    var written = write(view.job(), decided);
    tellSuspension(view.job(), written);
    return new Counted(written, tally);
  }

  private JobStatus withDecision(Ending ending, JobStatus status) {
    return Conditions.withTruth(
        status, ending.result().decided(), ending.reason(), ending.message(), time.instant());
  }

  /// Removes finalizers, and says that the Job is finished when it is.
  ///
  /// @return the first refusal
  Optional<KubernetesClientException> finish(JobView view, Counted counted, Optional<Ending> ending)
      throws InterruptedException {
    var released = releases.release(counted.tally().counted());
    var tracked = new HashSet<>(view.trackedUids());
    tracked.removeAll(released.uids());
    var settled = Tally.settled(Jobs.status(counted.job()), tracked);
    var last =
        ending
            .filter(e -> released.failure().isEmpty() && counted.tally().complete(view, ending))
            .filter(_ -> isQuiet(settled));
    var finished = write(counted.job(), last.map(e -> finished(e, settled)).orElse(settled));
    last.ifPresent(e -> tell(finished, e));
    return released.failure();
  }

  private static boolean isQuiet(JobStatus status) {
    var uncounted = status.getUncountedTerminatedPods();
    return uncounted.getSucceeded().isEmpty()
        && uncounted.getFailed().isEmpty()
        && Numbers.orZero(status.getTerminating()) == 0;
  }

  private JobStatus finished(Ending ending, JobStatus status) {
    var now = time.instant();
    var told =
        Conditions.withTruth(
            status, ending.result().done(), ending.reason(), ending.message(), now);
    return ending.fails()
        ? told
        : new JobStatusBuilder(told).withCompletionTime(Times.shown(now)).build();
  }

  private Job write(Job job, JobStatus status) {
    if (status.equals(Jobs.status(job))) {
      return job;
    }
    var written = client.resource(new JobBuilder(job).withStatus(status).build()).updateStatus();
    writes.note(written);
    return written;
  }

  private void tellSuspension(Job before, Job after) {
    var then = Jobs.condition(Jobs.status(before), "Suspended").map(JobCondition::getStatus);
    var now = Jobs.condition(Jobs.status(after), "Suspended").map(JobCondition::getStatus);
    if (now.isPresent() && !now.equals(then)) {
      if (now.get().equals("True")) {
        events.record(after, EventType.Normal, "Suspended", "Job suspended");
      } else {
        events.record(after, EventType.Normal, "Resumed", "Job resumed");
      }
    }
  }

  private void tell(Job job, Ending ending) {
    if (ending.fails()) {
      events.record(job, EventType.Warning, ending.reason(), ending.message());
      return;
    }
    if (Jobs.completions(job)
        .filter(n -> Numbers.orZero(Jobs.status(job).getSucceeded()) > n)
        .isPresent()) {
      events.record(
          job,
          EventType.Warning,
          "TooManySucceededPods",
          "Too many succeeded pods running after completion count reached");
    }
    events.record(job, EventType.Normal, "Completed", "Job completed");
  }
}
