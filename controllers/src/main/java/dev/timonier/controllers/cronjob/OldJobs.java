package dev.timonier.controllers.cronjob;

import static java.util.Comparator.comparing;

import dev.timonier.controllers.job.Jobs;
import dev.timonier.controllers.runtime.Owners;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/// Which finished jobs of a CronJob are one too many; pure.
final class OldJobs {
  private OldJobs() {}

  static List<Job> of(CronJob cronJob, Collection<Job> jobs) {
    var spec = cronJob.getSpec();
    var old = new ArrayList<Job>();
    old.addAll(
        oldest(
            jobs, "Complete", Objects.requireNonNullElse(spec.getSuccessfulJobsHistoryLimit(), 3)));
    old.addAll(
        oldest(jobs, "Failed", Objects.requireNonNullElse(spec.getFailedJobsHistoryLimit(), 1)));
    return old;
  }

  private static List<Job> oldest(Collection<Job> jobs, String end, int limit) {
    var ended =
        jobs.stream()
            .filter(job -> !Owners.terminates(job))
            .filter(
                job ->
                    Jobs.finished(job).map(JobCondition::getType).filter(end::equals).isPresent())
            .sorted(comparing(OldJobs::start).thenComparing(job -> job.getMetadata().getName()))
            .toList();
    return ended.subList(0, Math.max(0, ended.size() - limit));
  }

  private static String start(Job job) {
    return Objects.requireNonNullElse(job.getStatus().getStartTime(), "");
  }
}
