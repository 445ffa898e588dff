package dev.timonier.controllers.cronjob;

import dev.timonier.controllers.runtime.Owners;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What the spec of a CronJob says
/// (<https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/>).
final class CronJobs {
  private static final String SCHEDULED = "batch.kubernetes.io/cronjob-scheduled-timestamp";

  private CronJobs() {}

  static CronJobStatus status(CronJob cronJob) {
    return Objects.requireNonNullElseGet(cronJob.getStatus(), CronJobStatus::new);
  }

  static List<ObjectReference> active(CronJobStatus status) {
    return Objects.requireNonNullElse(status.getActive(), List.of());
  }

  static boolean suspended(CronJob cronJob) {
    return Boolean.TRUE.equals(cronJob.getSpec().getSuspend());
  }

  /// The zone in which the schedule is meant.
  ///
  /// @throws java.time.DateTimeException when there is no such zone
  static ZoneId zone(CronJob cronJob) {
    return Optional.ofNullable(cronJob.getSpec().getTimeZone())
        .map(ZoneId::of)
        .orElse(ZoneOffset.UTC);
  }

  /// The name of the job that is started for a moment.
  static String jobName(CronJob cronJob, Instant due) {
    return cronJob.getMetadata().getName() + "-" + due.getEpochSecond() / 60;
  }

  /// The job that is started for a moment.
  static Job job(CronJob cronJob, Instant due) {
    var template = cronJob.getSpec().getJobTemplate();
    var metadata = Optional.ofNullable(template.getMetadata());
    return new JobBuilder()
        .withNewMetadata()
        .withNamespace(cronJob.getMetadata().getNamespace())
        .withName(jobName(cronJob, due))
        .withLabels(metadata.map(m -> m.getLabels()).orElse(null))
        .withAnnotations(metadata.map(m -> m.getAnnotations()).orElse(null))
        .addToAnnotations(SCHEDULED, shown(cronJob, due))
        .withOwnerReferences(Owners.controllerReference(cronJob))
        .endMetadata()
        .withSpec(template.getSpec())
        .build();
  }

  private static String shown(CronJob cronJob, Instant due) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(due.atZone(zone(cronJob)));
  }
}
