package dev.timonier.server.resource.batch.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.batch.job.Indexes.IndexesException;
import dev.timonier.server.resource.workload.Counts;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Optional;

/// What holds for the status of a Job: what is final stays final
/// (<https://kubernetes.io/docs/concepts/workloads/controllers/job/#terminal-job-conditions>).
final class JobStatusRules {
  private final Subject job;
  private final Subject status;
  private final ApiObject old;

  JobStatusRules(Subject job, ApiObject old) {
    this.job = job;
    this.status = job.at("status");
    this.old = old;
  }

  void validate() {
    Counts.nonNegative(status, "active", "succeeded", "failed", "ready", "terminating");
    indexes();
    finished();
    stays("Failed", "the terminal Failed");
    stays("Complete", "the terminal Complete");
    stays("FailureTarget", "the terminal FailureTarget");
    counters();
    startTime();
    completionTime();
    readyOnes();
    stays("SuccessCriteriaMet", "the SuccessCriteriaMet");
  }

  private void indexes() {
    var completed = indexes("completedIndexes");
    var failed = indexes("failedIndexes");
    if (completed.isPresent() && failed.isPresent()) {
      var overlap = completed.get().overlap(failed.get());
      overlap.ifPresent(
          index ->
              status
                  .at("failedIndexes")
                  .invalid("failedIndexes and completedIndexes overlap at index: " + index));
    }
  }

  private Optional<Indexes> indexes(String field) {
    var indexes = status.at(field);
    if (indexes.isEmpty()) {
      return Optional.empty();
    }
    if (!IndexedRules.isIndexed(job.at("spec"))) {
      indexes.invalid("cannot set non-empty " + field + " when non-indexed completion mode");
      return Optional.empty();
    }
    try {
      return Optional.of(Indexes.parse(indexes.text(), job.at("spec").at("completions").number()));
    } catch (IndexesException e) {
      indexes.invalid("error parsing " + field + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /// What already stood in the old status is not held against the new one.
  private void finished() {
    if (isNow("Complete") || isNow("Failed")) {
      atOnce("Failed", "cannot set Complete=True and Failed=True conditions");
    }
    if (isNow("Complete") || isNow("FailureTarget")) {
      atOnce("FailureTarget", "cannot set Complete=True and FailureTarget=true conditions");
    }
    if (isNow("Complete") && !isTrue(status.value(), "SuccessCriteriaMet")) {
      conditions(
          "cannot set Complete=True condition without the SuccessCriteriaMet=true condition");
    }
    if (isNow("Failed") && !isTrue(status.value(), "FailureTarget")) {
      conditions("cannot set Failed=True condition without the FailureTarget=true condition");
    }
    if (isNow("Complete") || isNow("Failed")) {
      running("active");
      running("terminating");
    }
  }

  /// Whether a condition is true that was not.
  private boolean isNow(String type) {
    return isTrue(status.value(), type) && !isTrue(old.status(), type);
  }

  private void atOnce(String type, String detail) {
    if (isTrue(status.value(), "Complete") && isTrue(status.value(), type)) {
      conditions(detail);
    }
  }

  private void running(String count) {
    if (status.at(count).number() > 0) {
      status.at(count).invalid(count + ">0 is invalid for finished job");
    }
  }

  private void conditions(String detail) {
    var conditions = status.at("conditions");
    conditions.add(FieldError.invalidUnshown(conditions.path(), detail));
  }

  private void stays(String type, String what) {
    if (isTrue(old.status(), type) && !isTrue(status.value(), type)) {
      conditions("cannot disable " + what + "=True condition");
    }
  }

  private static boolean isTrue(JsonNode status, String type) {
    return Trees.stream(status.path("conditions"))
        .anyMatch(
            condition ->
                Trees.text(condition, "type").equals(type)
                    && Trees.text(condition, "status").equals("True"));
  }

  private void counters() {
    for (var field : List.of("failed", "succeeded")) {
      var before = old.status().path(field).asLong();
      if (status.at(field).number() < before) {
        status
            .at(field)
            .invalid(
                Long.toString(status.at(field).number()),
                "cannot decrease the " + field + " counter");
      }
    }
  }

  private void startTime() {
    var start = status.at("startTime");
    var before = old.status().path("startTime");
    if (before.isTextual()
        && !start.value().equals(before)
        && !Trees.isTrue(old.spec(), "suspend")
        && !Trees.isTrue(job.value().path("spec"), "suspend")) {
      start.invalid("field is immutable for unsuspended job once set");
    }
    if (isTrue(status.value(), "Complete") && !start.isPresent()) {
      start.required("startTime is required for finished job");
    }
  }

  private void readyOnes() {
    var ready = status.at("ready").number();
    var active = status.at("active").number();
    var before = old.status();
    var isNews = ready != before.path("ready").asLong() || active != before.path("active").asLong();
    if (isNews && status.at("ready").isPresent() && ready > active) {
      status.at("ready").invalid(Long.toString(ready), "cannot set more ready pods than active");
    }
  }

  private void completionTime() {
    var completion = status.at("completionTime");
    var complete = isTrue(status.value(), "Complete");
    if (complete && !completion.isPresent()) {
      completion.required("completionTime is required for Complete jobs");
    }
    if (!complete && completion.isPresent()) {
      completion.invalid("cannot set completionTime when there is no Complete=True condition");
    }
    var before = old.status().path("completionTime");
    if (complete && isTrue(old.status(), "Complete") && before.isTextual()) {
      completion.immutable(before);
    }
    var start = status.at("startTime");
    if (completion.isPresent()
        && start.isPresent()
        && completion.text().compareTo(start.text()) < 0) {
      completion.invalid("completionTime cannot be set before startTime");
    }
  }
}
