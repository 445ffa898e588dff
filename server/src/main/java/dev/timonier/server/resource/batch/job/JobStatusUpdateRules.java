package dev.timonier.server.resource.batch.job;

import static dev.timonier.server.resource.batch.job.JobState.COMPLETE;
import static dev.timonier.server.resource.batch.job.JobState.FAILED;
import static dev.timonier.server.resource.batch.job.JobState.FAILURE_TARGET;
import static dev.timonier.server.resource.batch.job.JobState.SUCCESS_CRITERIA_MET;

import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;

/// What the status of a Job may not become.
final class JobStatusUpdateRules {
  private final JobStatusChange change;
  private final Subject status;
  private final JobState next;
  private final JobState before;

  JobStatusUpdateRules(JobStatusChange change) {
    this.change = change;
    this.status = change.status();
    this.next = change.next();
    this.before = change.before();
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
      change.refuseConditions(
          "cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions");
    }
  }

  private void stays(String type, String what) {
    if (before.is(type) && !next.is(type)) {
      change.refuseConditions("cannot disable " + what + "=True condition");
    }
  }

  private void grows(String field) {
    var count = status.at(field).number();
    if (count < change.told(field).asLong()) {
      var detail = "cannot decrease the " + field + " counter";
      status.at(field).invalid(Long.toString(count), detail);
    }
  }

  /// Whether pods that have succeeded may no longer be asked for.
  private boolean isResizable() {
    var spec = change.spec();
    return IndexedRules.isIndexed(spec)
        && spec.at("completions").value().equals(spec.at("parallelism").value());
  }

  private void completionTime() {
    var completion = status.at("completionTime");
    var told = change.told("completionTime");
    if (completion.isPresent() && told.isTextual()) {
      completion.immutable(told);
    }
  }

  private void startTime() {
    var start = status.at("startTime");
    var told = change.told("startTime");
    if (told.isTextual()
        && !start.value().equals(told)
        && !Trees.isTrue(change.old().spec(), "suspend")
        && !Trees.isTrue(change.spec().value(), "suspend")) {
      start.invalid("field is immutable for unsuspended job once set");
    }
  }
}
