package dev.timonier.server.resource.batch.cronjob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.resource.batch.job.JobDefaults;
import dev.timonier.server.resource.batch.job.JobWarnings;
import dev.timonier.server.resource.core.podspec.PodSpecDefaults;
import dev.timonier.server.resource.workload.PodMaker;
import dev.timonier.server.resource.workload.WorkloadColumns;
import dev.timonier.server.table.Ages;
import dev.timonier.server.table.Column;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.List;

/// What is special about CronJobs.
public final class CronJobStrategy extends PodMaker {
  /// CronJobs, with the columns of their table.
  public static final KindRules RULES = new KindRules(new CronJobStrategy(), columns());

  private static final int SUCCESSES = 3;

  private CronJobStrategy() {}

  private static ColumnTable columns() {
    return ColumnTable.named()
        .text("Schedule", "When jobs are made.", job -> Trees.text(job.path("spec"), "schedule"))
        .text(
            "Timezone",
            "The time zone of the schedule.",
            job -> WorkloadColumns.orNone(Trees.text(job.path("spec"), "timeZone")))
        .truth("Suspend", "Whether no jobs are made.", CronJobStrategy::suspend)
        .number("Active", "The jobs that run.", job -> job.path("status").path("active").size())
        .with(
            Column.text("Last Schedule", "When a job was last made."),
            (job, now) -> {
              var last = job.path("status").path("lastScheduleTime");
              return last.isTextual() ? Ages.since(last, now) : WorkloadColumns.NONE;
            })
        .age()
        .wide("Containers", "The names of the containers.", job -> WorkloadColumns.names(pods(job)))
        .wide("Images", "The images of the containers.", job -> WorkloadColumns.images(pods(job)))
        .wide(
            "Selector",
            "The labels of the pods.",
            job -> WorkloadColumns.selector(jobSpec(job).path("selector")));
  }

  private static Object suspend(JsonNode job) {
    var suspend = job.path("spec").path("suspend");
    return suspend.isBoolean() ? suspend.asBoolean() ? "True" : "False" : "<unset>";
  }

  private static JsonNode jobSpec(JsonNode job) {
    return job.path("spec").path("jobTemplate").path("spec");
  }

  private static JsonNode pods(JsonNode job) {
    return jobSpec(job).path("template");
  }

  @Override
  protected void setTemplateDefaults(ObjectNode spec) {
    var jobSpec = Trees.child(Trees.child(spec, "jobTemplate"), "spec");
    PodSpecDefaults.setIn(Trees.child(jobSpec, "template"));
    JobDefaults.setPolicyDefaults(jobSpec);
  }

  @Override
  protected void setSpecDefaults(ObjectNode object, ObjectNode spec) {
    Trees.setDefault(spec, "concurrencyPolicy", "Allow");
    Trees.setDefault(spec, "suspend", Trees.Truth.FALSE);
    Trees.setDefault(spec, "successfulJobsHistoryLimit", SUCCESSES);
    Trees.setDefault(spec, "failedJobsHistoryLimit", 1);
  }

  @Override
  public void validateCreate(Subject job) {
    CronJobRules.create(job);
  }

  @Override
  public UpdatedMetadata updatedMetadata(Part part) {
    return part == Part.STATUS ? UpdatedMetadata.OF_ANY_KIND : UpdatedMetadata.CHANGES;
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    if (part != Part.STATUS) {
      CronJobRules.update(next.at("spec"), old.spec());
    }
  }

  @Override
  public List<String> warnings(ApiObject next, ApiObject old, Part part) {
    var warnings = new ArrayList<>(super.warnings(next, old, part));
    if (part == Part.MAIN && Trees.text(next.spec(), "schedule").contains("TZ")) {
      warnings.add(
          "cannot use TZ or CRON_TZ in spec.spec.schedule, use timeZone instead, see"
              + " https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more"
              + " details");
    }
    return warnings;
  }

  @Override
  protected List<String> templateWarnings(ApiObject job) {
    return JobWarnings.of(Subject.of(job.root()).at("spec").at("jobTemplate").at("spec"));
  }

  @Override
  protected Subject template(Subject object) {
    return object.at("spec").at("jobTemplate").at("spec").at("template");
  }
}
