package dev.timonier.server.resource.batch.cronjob;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class CronJobRulesTest {
  private static final String JOB =
      """
      {apiVersion: batch/v1, kind: CronJob, metadata: {name: x}, spec: {schedule: '0 0 * * *',
        jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}}}}
      """;

  @AutoClose private final LocalApi api = new LocalApi();

  @RuleTable(
      """
          schedule | '' | '* * * * *' | spec.schedule: Required value
          schedule | '0 0 * *' | '0 0 * * 6' | spec.schedule: Invalid value: "0 0 * *": expected exactly 5 fields, found 4: [0 0 * *]
          schedule | '0 0 * * 7' | '0 0 * * 0' | spec.schedule: Invalid value: "0 0 * * 7": end of range (7) above maximum (6): 7
          schedule | '60 0 * * *' | '59 0 * * *' | spec.schedule: Invalid value: "60 0 * * *": end of range (60) above maximum (59): 60
          schedule | '0 0 0 * *' | '0 0 1 * *' | spec.schedule: Invalid value: "0 0 0 * *": beginning of range (0) below minimum (1): 0
          schedule | '0 5-3 * * *' | '0 3-5 * * *' | spec.schedule: Invalid value: "0 5-3 * * *": beginning of range (5) beyond end of range (3): 5-3
          schedule | '*/0 * * * *' | '*/1 * * * *' | spec.schedule: Invalid value: "*/0 * * * *": step of range should be a positive number: */0
          schedule | '@odd' | '@daily' | spec.schedule: Invalid value: "@odd": unrecognized descriptor: @odd
          schedule | '@every 1d' | '@every 1h' | spec.schedule: Invalid value: "@every 1d": failed to parse duration @every 1d: time: unknown unit "d" in duration "1d"
          schedule | TZ=UTC 0 0 * * * | 0 0 * * * | spec.schedule: Invalid value: "TZ=UTC 0 0 * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead
          schedule | CRON_TZ=UTC 0 0 * * * | 0 0 * * * | spec.schedule: Invalid value: "CRON_TZ=UTC 0 0 * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead
          timeZone | '' | UTC | spec.timeZone: Invalid value: "": timeZone must be nil or non-empty string
          timeZone | Local | Etc/UTC | spec.timeZone: Invalid value: "Local": timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones
          timeZone | Mars/Olympus | Europe/Paris | spec.timeZone: Invalid value: "Mars/Olympus": unknown time zone Mars/Olympus
          timeZone | ../UTC | UTC | spec.timeZone: Invalid value: "../UTC": unknown time zone ../UTC
          startingDeadlineSeconds | -1 | 0 | spec.startingDeadlineSeconds: Invalid value: -1: must be greater than or equal to 0
          concurrencyPolicy | Odd | Forbid | spec.concurrencyPolicy: Unsupported value: "Odd": supported values: "Allow", "Forbid", "Replace"
          successfulJobsHistoryLimit | -1 | 0 | spec.successfulJobsHistoryLimit: Invalid value: -1: must be greater than or equal to 0
          failedJobsHistoryLimit | -1 | 0 | spec.failedJobsHistoryLimit: Invalid value: -1: must be greater than or equal to 0
          jobTemplate.spec.parallelism | -1 | 0 | spec.jobTemplate.spec.parallelism: Invalid value: -1: must be greater than or equal to 0
          jobTemplate.spec.template.spec.restartPolicy | Always | OnFailure | spec.jobTemplate.spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"
          jobTemplate.spec.manualSelector | true | false | spec.jobTemplate.spec.manualSelector: Unsupported value: true: supported values: "nil", "false"
          jobTemplate.spec.selector | {matchLabels: {a: b}} |  | spec.jobTemplate.spec.selector: Invalid value: {"matchLabels":{"a":"b"}}: `selector` will be auto-generated
          """)
  void newCronJobsKeepTheirRules(Variation rule) {
    rule.within("spec").proveOnCreation(api, JOB);
  }

  @RuleTable(
      """
          schedule | '' | '@hourly' | spec.schedule: Required value
          schedule | TZ=UTC 0 0 * * * | 1 0 * * * | spec.schedule: Invalid value: "TZ=UTC 0 0 * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead
          timeZone | Mars | UTC | spec.timeZone: Invalid value: "Mars": unknown time zone Mars
          concurrencyPolicy | Odd | Replace | spec.concurrencyPolicy: Unsupported value: "Odd": supported values: "Allow", "Forbid", "Replace"
          """)
  void changedCronJobsKeepTheirRules(Variation rule) {
    rule.within("spec").proveOnUpdate(api, Part.MAIN, JOB);
  }

  @Test
  void namesLeaveRoomForThoseOfJobs() {
    var name = "a".repeat(53);
    assertThat(LocalApi.faults(() -> api.create(JOB.replace("name: x", "name: " + name))))
        .containsExactly(
            "metadata.name: Invalid value: \"" + name + "\": must be no more than 52 characters");
    var fits = JOB.replace("name: x", "name: " + "a".repeat(52));
    assertThat(LocalApi.faults(() -> api.create(fits))).isEmpty();
  }

  @Test
  void whoWritesTheStatusMayNameFinalizersFreely() {
    var job = api.create(JOB);
    ((ObjectNode) job.path("metadata")).putArray("finalizers").add("short");
    assertThat(LocalApi.faults(() -> api.update(Part.MAIN, job)))
        .containsExactly(
            "metadata.finalizers[0]: Invalid value: \"short\": name is neither a standard finalizer"
                + " name nor is it fully qualified");
    assertThat(LocalApi.faults(() -> api.update(Part.STATUS, job))).isEmpty();
  }
}
