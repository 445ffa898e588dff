package dev.timonier.server.resource.batch.cronjob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.batch.job.JobRules;
import dev.timonier.server.resource.workload.Counts;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// Finds what is wrong with CronJobs
/// (<https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/>).
final class CronJobRules {
  private static final List<String> CONCURRENCY = List.of("Allow", "Forbid", "Replace");
  private static final int MOST_NAME = 52;

  private CronJobRules() {}

  static void create(Subject job) {
    var spec = job.at("spec");
    schedule(spec, "");
    Counts.nonNegative(spec, "startingDeadlineSeconds");
    TimeZones.validate(spec.at("timeZone"));
    rest(spec);
    var name = job.at("metadata").at("name");
    if (name.text().length() > MOST_NAME) {
      name.invalid("must be no more than 52 characters");
    }
  }

  static void update(Subject spec, JsonNode old) {
    schedule(spec, Trees.text(old, "schedule"));
    Counts.nonNegative(spec, "startingDeadlineSeconds");
    if (!spec.at("timeZone").value().equals(old.path("timeZone"))) {
      TimeZones.validate(spec.at("timeZone"));
    }
    rest(spec);
  }

  private static void rest(Subject spec) {
    choice(spec.at("concurrencyPolicy"));
    template(spec.at("jobTemplate").at("spec"));
    Counts.nonNegative(spec, "successfulJobsHistoryLimit", "failedJobsHistoryLimit");
  }

  private static void choice(Subject policy) {
    policy.mustKeep(it -> it.oneOf(CONCURRENCY));
  }

  private static void schedule(Subject spec, String old) {
    var schedule = spec.at("schedule");
    if (schedule.isEmpty()) {
      schedule.required();
      return;
    }
    Schedules.fault(schedule.text()).ifPresent(schedule::invalid);
    var zoned = schedule.text().contains("TZ");
    if (zoned && !old.contains("TZ")) {
      schedule.invalid("cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
    } else if (zoned && spec.has("timeZone")) {
      schedule.invalid("cannot use both timeZone field and TZ or CRON_TZ in schedule");
    }
  }

  private static void template(Subject spec) {
    JobRules.template(spec);
    if (spec.at("manualSelector").isTrue()) {
      spec.at("manualSelector").with(BooleanNode.TRUE).notSupported(List.of("nil", "false"));
    }
    if (spec.has("selector")) {
      spec.at("selector").invalid("`selector` will be auto-generated");
    }
  }
}
