package dev.timonier.server.resource.batch.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.workload.WorkloadColumns;
import dev.timonier.server.table.Ages;
import dev.timonier.server.table.Column;
import dev.timonier.server.table.ColumnTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What `kubectl get jobs` shows.
final class JobColumns {
  static final ColumnTable TABLE =
      WorkloadColumns.withContainers(
              ColumnTable.named()
                  .text("Status", "Where the job is in its life.", JobColumns::status)
                  .text(
                      "Completions",
                      "The pods that succeeded of all pods.",
                      JobColumns::completions)
                  .with(
                      Column.text("Duration", "How long the job has taken or takes."),
                      JobColumns::duration)
                  .age())
          .wide(
              "Selector",
              "The labels of the pods.",
              job -> WorkloadColumns.selector(job.path("spec").path("selector")));

  private static final List<String> CONDITIONS =
      List.of("Complete", "Failed", "Suspended", "FailureTarget", "SuccessCriteriaMet");

  private JobColumns() {}

  private static Object status(JsonNode job) {
    for (var type : CONDITIONS) {
      if (type.equals("Suspended") && job.path("metadata").hasNonNull("deletionTimestamp")) {
        return "Terminating";
      }
      if (isTrue(job, type)) {
        return type;
      }
    }
    return "Running";
  }

  private static boolean isTrue(JsonNode job, String type) {
    return Trees.stream(job.path("status").path("conditions"))
        .anyMatch(
            condition ->
                Trees.text(condition, "type").equals(type)
                    && Trees.text(condition, "status").equals("True"));
  }

  private static Object completions(JsonNode job) {
    var spec = job.path("spec");
    var done = job.path("status").path("succeeded").asLong();
    if (spec.hasNonNull("completions")) {
      return done + "/" + spec.path("completions").asLong();
    }
    var parallelism = spec.path("parallelism").asLong();
    return parallelism > 1 ? done + "/1 of " + parallelism : done + "/1";
  }

  private static Object duration(JsonNode job, Instant now) {
    var start = Trees.text(job.path("status"), "startTime");
    var end = Trees.text(job.path("status"), "completionTime");
    if (start.isEmpty()) {
      return "";
    }
    var last = end.isEmpty() ? now : Instant.parse(end);
    return Ages.text(Duration.between(Instant.parse(start), last));
  }
}
