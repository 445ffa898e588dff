package dev.timonier.server.resource.batch.job;

import static dev.timonier.server.resource.batch.job.JobState.COMPLETE;
import static dev.timonier.server.resource.batch.job.JobState.FAILED;
import static dev.timonier.server.resource.batch.job.JobState.FAILURE_TARGET;
import static dev.timonier.server.resource.batch.job.JobState.SUCCESS_CRITERIA_MET;

import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;

/// What the status of a Job may not become.
final class JobStatusUpdateRules {
  private final Subject job;
  private final Subject status;
  private final JobState next;
  private final ApiObject old;
  private final JobState before;

  JobStatusUpdateRules(Subject job, ApiObject old) {
    this.job = job;
    this.status = job.at("status");
    this.next = new JobState(status.value());
    this.old = old;
    this.before = new JobState(old.status());
  }

  void validate() {
    stays(FAILED, "the terminal Failed");
    stays(COMPLETE, "the terminal Complete");
    stays(FAILURE_TARGET, "the terminal FailureTarget");
    grows("failed");
    if (!isResizable()) {
      grows("succeeded");
    }
    completionTime();
    startTime();
    stays(SUCCESS_CRITERIA_MET, "the SuccessCriteriaMet");
    if (before.is(COMPLETE) && !before.is(SUCCESS_CRITERIA_MET) && next.is(SUCCESS_CRITERIA_MET)) {
      conditions("cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions");
    }
  }

  private void conditions(String detail) {
    var conditions = status.at("conditions");
    conditions.add(FieldError.invalidUnshown(conditions.path(), detail));
  }

  private void stays(String type, String what) {
    if (before.is(type) && !next.is(type)) {
      conditions("cannot disable " + what + "=True condition");
    }
  }

  private void grows(String field) {
    var count = status.at(field).number();
    if (count < old.status().path(field).asLong()) {
      var detail = "cannot decrease the " + field + " counter";
      status.at(field).invalid(Long.toString(count), detail);
    }
  }

  /// Whether pods that have succeeded may no longer be asked for.
  private boolean isResizable() {
    var spec = job.at("spec");
    return IndexedRules.isIndexed(spec)
        && spec.at("completions").value().equals(spec.at("parallelism").value());
  }

  private void completionTime() {
    var completion = status.at("completionTime");
    var told = old.status().path("completionTime");
    if (completion.isPresent() && told.isTextual()) {
      completion.immutable(told);
    }
  }

  private void startTime() {
    var start = status.at("startTime");
    var told = old.status().path("startTime");
    if (told.isTextual()
        && !start.value().equals(told)
        && !Trees.isTrue(old.spec(), "suspend")
        && !Trees.isTrue(job.value().path("spec"), "suspend")) {
      start.invalid("field is immutable for unsuspended job once set");
    }
  }
}
