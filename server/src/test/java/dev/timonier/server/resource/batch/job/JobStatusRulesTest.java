package dev.timonier.server.resource.batch.job;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class JobStatusRulesTest {
  private static final String TEMPLATE =
      "template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}";

  private static final String DONE =
      "conditions: [{type: SuccessCriteriaMet, status: 'True'}, {type: Complete, status: 'True'}]}";

  @AutoClose private final LocalApi api = new LocalApi();

  private void prove(Variation rule, String spec, String status) {
    var job =
        "{apiVersion: batch/v1, kind: Job, metadata: {name: x}, spec: {%s%s}, status: {%s}}"
            .formatted(spec, TEMPLATE, status);
    rule.within("status").proveOnUpdate(api, Part.STATUS, job);
  }

  @RuleTable(
      """
          active | -1 | 0 | status.active: Invalid value: -1: must be greater than or equal to 0
          succeeded | -1 | 0 | status.succeeded: Invalid value: -1: must be greater than or equal to 0 & status.succeeded: Invalid value: -1: cannot decrease the succeeded counter
          failed | -1 | 0 | status.failed: Invalid value: -1: must be greater than or equal to 0 & status.failed: Invalid value: -1: cannot decrease the failed counter
          ready | -1 | 0 | status.ready: Invalid value: -1: must be greater than or equal to 0
          . | {active: 1, ready: 2} | {active: 2, ready: 2} | status.ready: Invalid value: 2: cannot set more ready pods than active
          terminating | -1 | 0 | status.terminating: Invalid value: -1: must be greater than or equal to 0
          uncountedTerminatedPods | {succeeded: ['']} | {succeeded: [a]} | status.uncountedTerminatedPods.succeeded[0]: Invalid value: "": must not be empty
          uncountedTerminatedPods | {failed: ['']} | {failed: [a]} | status.uncountedTerminatedPods.failed[0]: Invalid value: "": must not be empty
          uncountedTerminatedPods | {succeeded: [a, a]} | {succeeded: [a, b]} | status.uncountedTerminatedPods.succeeded[1]: Duplicate value: "a"
          uncountedTerminatedPods | {failed: [a, a]} | {failed: [a, b]} | status.uncountedTerminatedPods.failed[1]: Duplicate value: "a"
          uncountedTerminatedPods | {succeeded: [a], failed: [a]} | {succeeded: [a], failed: [b]} | status.uncountedTerminatedPods.failed[0]: Duplicate value: "a"
          completionTime | '2024-01-01T00:01:00Z' |  | status.completionTime: Invalid value: "2024-01-01T00:01:00Z": cannot set completionTime when there is no Complete=True condition
          completedIndexes | 0-1 | '' | status.completedIndexes: Invalid value: "0-1": error parsing completedIndexes: too large index: "1" & status.completedIndexes: Invalid value: "0-1": cannot set non-empty completedIndexes when non-indexed completion mode
          failedIndexes | '' |  | status.failedIndexes: Invalid value: "": cannot set non-null failedIndexes when backoffLimitPerIndex is null
          . | {startTime: '2024-01-01T00:00:00Z', conditions: [{type: Failed, status: 'True'}]} | {startTime: '2024-01-01T00:00:00Z', conditions: [{type: Failed, status: 'False'}]} | status.conditions: Invalid value: cannot set Failed=True condition without the FailureTarget=true condition
          conditions | [{type: FailureTarget, status: 'True'}, {type: Failed, status: 'True'}] | [{type: FailureTarget, status: 'True'}] | status.startTime: Required value: startTime is required for finished job
          conditions | [{type: FailureTarget, status: 'True'}, {type: SuccessCriteriaMet, status: 'True'}] | [{type: SuccessCriteriaMet, status: 'True'}] | status.conditions: Invalid value: cannot set SuccessCriteriaMet=True and FailureTarget=true conditions
          """)
  void statusOfRunningJobs(Variation rule) {
    prove(rule, "", "");
  }

  @RuleTable(
      """
          active | 1 | 0 | status.active: Invalid value: 1: active>0 is invalid for finished job
          terminating | 1 | 0 | status.terminating: Invalid value: 1: terminating>0 is invalid for finished job
          uncountedTerminatedPods | {failed: [u]} | {} | status.uncountedTerminatedPods: Invalid value: {"Succeeded":null,"Failed":["u"]}: must be empty for finished job
          succeeded | 0 | 2 | status.succeeded: Invalid value: 0: cannot decrease the succeeded counter
          failed | 0 | 2 | status.failed: Invalid value: 0: cannot decrease the failed counter
          completionTime | '2024-01-01T00:02:00Z' | '2024-01-01T00:01:00Z' | status.completionTime: Invalid value: "2024-01-01T00:02:00Z": field is immutable
          completionTime |  | '2024-01-01T00:01:00Z' | status.completionTime: Required value: completionTime is required for Complete jobs
          startTime | '2024-01-01T00:00:01Z' | '2024-01-01T00:00:00Z' | status.startTime: Invalid value: "2024-01-01T00:00:01Z": field is immutable for unsuspended job once set
          startTime |  | '2024-01-01T00:00:00Z' | status.startTime: Required value: startTime is required for finished job & status.startTime: Invalid value: null: field is immutable for unsuspended job once set
          . | {completionTime: null, conditions: [{type: SuccessCriteriaMet, status: 'True'}]} | {} | status.conditions: Invalid value: cannot disable the terminal Complete=True condition
          conditions | [{type: Complete, status: 'True'}] | [{type: SuccessCriteriaMet, status: 'True'}, {type: Complete, status: 'True'}, {type: Odd, status: 'True'}] | status.conditions: Invalid value: cannot set Complete=True condition without the SuccessCriteriaMet=true condition & status.conditions: Invalid value: cannot disable the SuccessCriteriaMet=True condition
          conditions | [{type: SuccessCriteriaMet, status: 'True'}, {type: Complete, status: 'True'}, {type: Failed, status: 'True'}] | [{type: SuccessCriteriaMet, status: 'True'}, {type: Complete, status: 'True'}, {type: Failed, status: 'False'}] | status.conditions: Invalid value: cannot set Complete=True and Failed=true conditions & status.conditions: Invalid value: cannot set Failed=True condition without the FailureTarget=true condition & status.conditions: Invalid value: cannot set SuccessCriteriaMet=True and Failed=true conditions
          conditions | [{type: SuccessCriteriaMet, status: 'True'}, {type: Complete, status: 'True'}, {type: FailureTarget, status: 'True'}] | [{type: SuccessCriteriaMet, status: 'True'}, {type: Complete, status: 'True'}, {type: FailureTarget, status: 'False'}] | status.conditions: Invalid value: cannot set Complete=True and FailureTarget=true conditions & status.conditions: Invalid value: cannot set SuccessCriteriaMet=True and FailureTarget=true conditions
          """)
  void statusOfCompleteJobs(Variation rule) {
    prove(
        rule,
        "",
        "startTime: '2024-01-01T00:00:00Z', completionTime: '2024-01-01T00:01:00Z', succeeded: 1,"
            + " failed: 1, conditions: [{type: SuccessCriteriaMet, status: 'True'}, {type:"
            + " Complete, status: 'True'}]");
  }

  @Test
  void jobsEndAfterTheirStart() {
    var rule =
        new Variation(
            ".",
            "{completionTime: '2023-12-31T23:59:59Z', " + DONE,
            "{completionTime: '2024-01-01T00:00:00Z', " + DONE,
            "status.completionTime: Invalid value: \"2023-12-31T23:59:59Z\": must be equal to or"
                + " after `startTime`");
    prove(rule, "", "startTime: '2024-01-01T00:00:00Z'");
  }

  @Test
  void jobsThatAreToFailDo() {
    var rule =
        new Variation(
            "conditions",
            "[{type: FailureTarget, status: 'False'}]",
            "[{type: FailureTarget, status: 'True'}, {type: Failed, status: 'True'}]",
            "status.conditions: Invalid value: cannot disable the terminal FailureTarget=True"
                + " condition");
    prove(
        rule,
        "",
        "startTime: '2024-01-01T00:00:00Z', conditions: [{type: FailureTarget, status: 'True'}]");
  }

  @RuleTable(
      """
          completedIndexes | 4-5 | 3-4 | status.completedIndexes: Invalid value: "4-5": error parsing completedIndexes: too large index: "5"
          failedIndexes | '5' | '4' | status.failedIndexes: Invalid value: "5": error parsing failedIndexes: too large index: "5"
          . | {completedIndexes: '1,3-4', failedIndexes: '0,4'} | {completedIndexes: '1,3', failedIndexes: '0,4'} | status.failedIndexes: Invalid value: "0,4": failedIndexes and completedIndexes overlap at index: 4
          . | {startTime: '2024-01-01T00:00:00Z', conditions: [{type: SuccessCriteriaMet, status: 'True'}, {type: Failed, status: 'True'}]} | {startTime: '2024-01-01T00:00:00Z', conditions: [{type: FailureTarget, status: 'True'}, {type: Failed, status: 'True'}]} | status.conditions: Invalid value: cannot set Failed=True condition without the FailureTarget=true condition & status.conditions: Invalid value: cannot set SuccessCriteriaMet=True and Failed=true conditions
          . | {startTime: '2024-01-01T00:00:00Z', completionTime: '2024-01-01T00:00:00Z', conditions: [{type: Complete, status: 'True'}]} | {startTime: '2024-01-01T00:00:00Z', completionTime: '2024-01-01T00:00:00Z', conditions: [{type: Complete, status: 'True'}, {type: SuccessCriteriaMet, status: 'True'}]} | status.conditions: Invalid value: cannot set Complete=True condition without the SuccessCriteriaMet=true condition & status.conditions: Invalid value: cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True
          """)
  void statusOfIndexedJobs(Variation rule) {
    prove(
        rule,
        "completionMode: Indexed, completions: 5, backoffLimitPerIndex: 1,"
            + " successPolicy: {rules: [{succeededCount: 1}]}, ",
        "");
  }

  @Test
  void countOfSucceededPodsGrows() {
    var rule =
        new Variation(
            "succeeded",
            "1",
            "2",
            "status.succeeded: Invalid value: 1: cannot decrease the succeeded counter");
    prove(rule, "completionMode: Indexed, completions: 5, parallelism: 4, ", "succeeded: 2");
  }

  @Test
  void resizedJobsMayForgetPods() {
    var rule =
        new Variation(
            "succeeded",
            "-1",
            "1",
            "status.succeeded: Invalid value: -1: must be greater than or equal to 0");
    prove(rule, "completionMode: Indexed, completions: 5, parallelism: 5, ", "succeeded: 2");
  }
}
