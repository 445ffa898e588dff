package dev.timonier.server.resource.batch.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.validation.Subject;

/// A write of a Job's status: what it writes, and what stood there.
record JobStatusChange(Subject job, ApiObject old, JobState before, JobState next) {
  static JobStatusChange of(Subject job, ApiObject old) {
    return new JobStatusChange(
        job, old, new JobState(old.status()), new JobState(job.at("status").value()));
  }

  Subject status() {
    return job.at("status");
  }

  Subject spec() {
    return job.at("spec");
  }

  /// What stood in a field of the status; missing when nothing did.
  JsonNode told(String field) {
    return old.status().path(field);
  }

  boolean isChanged(String field) {
    return !status().value().path(field).equals(told(field));
  }

  void refuseConditions(String detail) {
    var conditions = status().at("conditions");
    conditions.add(FieldError.invalidUnshown(conditions.path(), detail));
  }
}
