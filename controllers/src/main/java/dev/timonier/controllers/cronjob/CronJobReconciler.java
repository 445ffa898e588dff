package dev.timonier.controllers.cronjob;

import dev.timonier.controllers.runtime.Dependents;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.OwnWrites;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.controllers.runtime.Times;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Starts the job of a CronJob that is due, and looks again when the next is.
final class CronJobReconciler implements Reconciler<NamespacedName> {
  private static final long MANY = 100;

  /// So that the next look is certainly not too early.
  private static final Duration SLACK = Duration.ofMillis(100);

  private final KubernetesClient client;
  private final EventRecorder events;
  private final Store<CronJob> cronJobs;
  private final Dependents<Job> jobs;
  private final ActiveJobs active;
  private final StartedJobs started;
  private final OwnWrites writes = new OwnWrites();
  private final Time time;

  CronJobReconciler(
      KubernetesClient client,
      EventRecorder events,
      Store<CronJob> cronJobs,
      Dependents<Job> jobs,
      Time time) {
    this.client = client;
    this.events = events;
    this.cronJobs = cronJobs;
    this.jobs = jobs;
    this.active = new ActiveJobs(client, events);
    this.started = new StartedJobs(client, events);
    this.time = time;
  }

  @Override
  public Outcome reconcile(NamespacedName key) {
    var cronJob = cronJobs.get(key);
    if (cronJob.isEmpty()) {
      writes.forget(key);
      return Outcome.DONE;
    }
    return writes.shownBy(cronJob.get()) ? reconcile(cronJob.get()) : Outcome.DONE;
  }

  private Outcome reconcile(CronJob cronJob) {
    var children = jobs.of(cronJob);
    var refreshed = active.refreshed(cronJob, children);
    started.clear(cronJob, OldJobs.of(cronJob, children));
    var now = time.instant();
    var schedule = schedule(cronJob);
    var status = schedule.map(s -> start(cronJob, refreshed, s, now)).orElse(refreshed);
    if (!status.equals(CronJobs.status(cronJob))) {
      var changed = new CronJobBuilder(cronJob).withStatus(status).build();
      writes.note(client.resource(changed).updateStatus());
    }
    return Outcome.after(
        schedule.flatMap(s -> s.next(now)).map(next -> Duration.between(now, next).plus(SLACK)));
  }

  /// Empty where nothing is to be started.
  private Optional<CronSchedule> schedule(CronJob cronJob) {
    if (Owners.terminates(cronJob) || CronJobs.suspended(cronJob)) {
      return Optional.empty();
    }
    var text = cronJob.getSpec().getSchedule();
    try {
      return Optional.of(CronSchedule.parse(text, CronJobs.zone(cronJob)));
    } catch (DateTimeException _) {
      var zone = cronJob.getSpec().getTimeZone();
      warn(
          cronJob,
          "UnknownTimeZone",
          "invalid timeZone: \"%s\": unknown time zone %s".formatted(zone, zone));
    } catch (IllegalArgumentException e) {
      warn(
          cronJob,
          "UnparseableSchedule",
          "unparseable schedule: \"%s\" : %s".formatted(text, e.getMessage()));
    }
    return Optional.empty();
  }

  /// The status after what was due has been started.
  private CronJobStatus start(
      CronJob cronJob, CronJobStatus status, CronSchedule schedule, Instant now) {
    var due = DueTime.of(cronJob, schedule, now);
    if (due.missed() > MANY) {
      warn(
          cronJob,
          "TooManyMissedTimes",
          "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check"
              + " clock skew");
    }
    return due.at()
        .filter(at -> isInTime(cronJob, at, now) && isNew(cronJob, status, at))
        .map(at -> start(cronJob, status, at))
        .orElse(status);
  }

  private boolean isInTime(CronJob cronJob, Instant at, Instant now) {
    var late =
        DueTime.deadline(cronJob).filter(deadline -> at.plus(deadline).isBefore(now)).isPresent();
    if (late) {
      var shown = DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
      warn(cronJob, "MissSchedule", "Missed scheduled time to start a job: " + shown);
    }
    return !late;
  }

  private static boolean isNew(CronJob cronJob, CronJobStatus status, Instant at) {
    return ActiveJobs.named(status, CronJobs.jobName(cronJob, at)).isEmpty()
        && Times.parse(status.getLastScheduleTime()).filter(at::equals).isEmpty();
  }

  private CronJobStatus start(CronJob cronJob, CronJobStatus status, Instant at) {
    var policy = cronJob.getSpec().getConcurrencyPolicy();
    var busy = !CronJobs.active(status).isEmpty();
    if (busy && "Forbid".equals(policy)) {
      events.record(
          cronJob,
          EventType.Normal,
          "JobAlreadyActive",
          "Not starting job because prior execution is running and concurrency policy is Forbid");
      return status;
    }
    if (busy && "Replace".equals(policy)) {
      CronJobs.active(status).forEach(reference -> started.stop(cronJob, reference));
      return start(cronJob, ActiveJobs.without(status), at);
    }
    return started.start(cronJob, at).map(job -> ActiveJobs.with(status, job, at)).orElse(status);
  }

  private void warn(CronJob cronJob, String reason, String message) {
    events.record(cronJob, EventType.Warning, reason, message);
  }
}
