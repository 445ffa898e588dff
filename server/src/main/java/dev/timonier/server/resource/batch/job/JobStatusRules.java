package dev.timonier.server.resource.batch.job;

import static dev.timonier.server.resource.batch.job.JobState.COMPLETE;
import static dev.timonier.server.resource.batch.job.JobState.FAILED;
import static dev.timonier.server.resource.batch.job.JobState.FAILURE_TARGET;
import static dev.timonier.server.resource.batch.job.JobState.SUCCESS_CRITERIA_MET;

import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.workload.Counts;
import dev.timonier.server.validation.Subject;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/// What holds for the status of a Job. Most rules look only at what a write changes: what already
/// stood in the old status is not held against the new one.
final class JobStatusRules {
  private final JobStatusChange change;
  private final Subject status;
  private final JobState next;
  private final JobState before;

  JobStatusRules(JobStatusChange change) {
    this.change = change;
    this.status = change.status();
    this.next = change.next();
    this.before = change.before();
  }

  void validate() {
    Counts.nonNegative(status, "active", "succeeded", "failed", "ready", "terminating");
    uncounted();
    together(COMPLETE, FAILED, "cannot set Complete=True and Failed=true conditions");
    together(
        COMPLETE, FAILURE_TARGET, "cannot set Complete=True and FailureTarget=true conditions");
    completionTime();
    if (isAnyTurned(FAILED) || change.isChanged("failedIndexes")) {
      needs(
          FAILED,
          FAILURE_TARGET,
          "cannot set Failed=True condition without the FailureTarget=true condition");
    }
    if (isAnyTurned(COMPLETE, SUCCESS_CRITERIA_MET)) {
      needs(
          COMPLETE,
          SUCCESS_CRITERIA_MET,
          "cannot set Complete=True condition without the SuccessCriteriaMet=true condition");
    }
    finished();
    new JobIndexesRules(change).validate();
    finishedWith("terminating");
    ready();
    success();
    new JobStatusUpdateRules(change).validate();
  }

  private boolean isAnyTurned(String... conditions) {
    return Arrays.stream(conditions).anyMatch(type -> next.is(type) != before.is(type));
  }

  private boolean isFinishTurned() {
    return next.isFinished() != before.isFinished();
  }

  private void uncounted() {
    var seen = new HashSet<String>();
    for (var list : List.of("succeeded", "failed")) {
      for (var uid : status.at("uncountedTerminatedPods").at(list).elements()) {
        if (uid.text().isEmpty()) {
          uid.invalid("must not be empty");
        } else if (!seen.add(uid.text())) {
          uid.duplicate();
        }
      }
    }
  }

  private void together(String one, String other, String detail) {
    if (isAnyTurned(one, other) && next.is(one) && next.is(other)) {
      change.refuseConditions(detail);
    }
  }

  private void needs(String condition, String other, String detail) {
    if (next.is(condition) && !next.is(other)) {
      change.refuseConditions(detail);
    }
  }

  private void completionTime() {
    var completion = status.at("completionTime");
    var start = status.at("startTime");
    if (isAnyTurned(COMPLETE) || change.isChanged("completionTime")) {
      if (completion.isPresent() && !next.is(COMPLETE)) {
        completion.invalid("cannot set completionTime when there is no Complete=True condition");
      }
      if (!completion.isPresent() && next.is(COMPLETE)) {
        completion.required("completionTime is required for Complete jobs");
      }
    }
    if ((change.isChanged("startTime") || change.isChanged("completionTime"))
        && start.isPresent()
        && completion.text().compareTo(start.text()) < 0
        && completion.isPresent()) {
      completion.invalid("must be equal to or after `startTime`");
    }
  }

  private void finished() {
    finishedWith("active");
    var start = status.at("startTime");
    if ((isFinishTurned() || change.isChanged("startTime"))
        && next.isFinished()
        && !start.isPresent()
        && !wasNeverToRun()) {
      start.required("startTime is required for finished job");
    }
    var pods = status.at("uncountedTerminatedPods");
    if ((isFinishTurned() || change.isChanged("uncountedTerminatedPods"))
        && next.isFinished()
        && !(pods.at("succeeded").isEmpty() && pods.at("failed").isEmpty())) {
      pods.as("batch/v1.UncountedTerminatedPods").invalid("must be empty for finished job");
    }
  }

  private void finishedWith(String count) {
    if ((isFinishTurned() || change.isChanged(count))
        && next.isFinished()
        && status.at(count).number() > 0) {
      status.at(count).invalid(count + ">0 is invalid for finished job");
    }
  }

  private boolean wasNeverToRun() {
    var spec = change.spec();
    return Trees.isTrue(spec.value(), "suspend")
        && spec.has("completions")
        && spec.at("completions").number() == 0;
  }

  private void ready() {
    var ready = status.at("ready");
    if ((change.isChanged("ready") || change.isChanged("active"))
        && ready.isPresent()
        && ready.number() > status.at("active").number()) {
      ready.invalid("cannot set more ready pods than active");
    }
  }

  private void success() {
    var met = next.is(SUCCESS_CRITERIA_MET);
    if (met && next.is(FAILED)) {
      change.refuseConditions("cannot set SuccessCriteriaMet=True and Failed=true conditions");
    }
    if (met && next.is(FAILURE_TARGET)) {
      change.refuseConditions(
          "cannot set SuccessCriteriaMet=True and FailureTarget=true conditions");
    }
    if (change.spec().has("successPolicy") && !met && next.is(COMPLETE)) {
      change.refuseConditions(
          "cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True");
    }
  }
}
