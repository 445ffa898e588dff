package dev.timonier.server.resource.batch.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;

/// What the conditions of a Job's status say.
record JobState(JsonNode status) {
  static final String COMPLETE = "Complete";
  static final String FAILED = "Failed";
  static final String FAILURE_TARGET = "FailureTarget";
  static final String SUCCESS_CRITERIA_MET = "SuccessCriteriaMet";

  /// Whether a condition is there and true.
  boolean is(String type) {
    return Trees.stream(status.path("conditions"))
        .anyMatch(
            condition ->
                Trees.text(condition, "type").equals(type)
                    && Trees.text(condition, "status").equals("True"));
  }

  boolean isFinished() {
    return is(COMPLETE) || is(FAILED);
  }
}
