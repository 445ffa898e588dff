package dev.timonier.controllers.cronjob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.controllers.fixture.Samples;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CronJobControllerTest {
  private static final long START = 1_767_225_600 / 60; // 2026-01-01, in minutes

  private final ControlPlane plane = new ControlPlane();

  @BeforeEach
  void start() {
    plane.run(context -> CronJobController.create(context, 1));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void jobIsStartedWhenItsTimeComes() {
    var cronJob = create(b -> b);
    plane.pass(Duration.ofSeconds(59));
    assertThat(jobs()).isEmpty();
    plane.pass(Duration.ofSeconds(2));
    assertThat(names()).containsExactly("tick-" + (START + 1));
    assertThat(jobs().getFirst().getMetadata().getAnnotations())
        .containsEntry("batch.kubernetes.io/cronjob-scheduled-timestamp", "2026-01-01T00:01:00Z");
    assertThat(status(cronJob).getLastScheduleTime()).isEqualTo("2026-01-01T00:01:00Z");
    assertThat(status(cronJob).getActive())
        .singleElement()
        .satisfies(r -> assertThat(r.getName()).isEqualTo("tick-" + (START + 1)));
    assertThat(plane.events()).containsExactly("SuccessfulCreate Created job tick-" + (START + 1));
  }

  @Test
  void finishedJobIsNoLongerActiveAndItsEndIsKnown() {
    var cronJob = create(b -> b);
    plane.pass(Duration.ofSeconds(61));
    finish(jobs().getFirst(), "Complete");
    assertThat(status(cronJob).getActive()).isEmpty();
    assertThat(status(cronJob).getLastSuccessfulTime()).isEqualTo("2026-01-01T00:01:01Z");
    assertThat(plane.events())
        .endsWith(
            "SawCompletedJob Saw completed job: tick-%d, condition: Complete".formatted(START + 1));
  }

  @Test
  void jobsMayRunSideBySide() {
    create(b -> b);
    plane.pass(Duration.ofSeconds(61));
    plane.pass(Duration.ofSeconds(60));
    assertThat(jobs()).hasSize(2);
  }

  @Test
  void forbiddenConcurrencySkipsWhatComesTooEarly() {
    create(b -> b.editSpec().withConcurrencyPolicy("Forbid").endSpec());
    plane.pass(Duration.ofSeconds(61));
    plane.pass(Duration.ofSeconds(60));
    assertThat(names()).containsExactly("tick-" + (START + 1));
    assertThat(plane.events())
        .contains(
            "JobAlreadyActive Not starting job because prior execution is running and concurrency"
                + " policy is Forbid");
  }

  @Test
  void replacingConcurrencyDeletesTheRunningJob() {
    create(b -> b.editSpec().withConcurrencyPolicy("Replace").endSpec());
    plane.pass(Duration.ofSeconds(61));
    plane.pass(Duration.ofSeconds(60));
    assertThat(names()).containsExactly("tick-" + (START + 2));
    assertThat(plane.events()).contains("SuccessfulDelete Deleted job tick-" + (START + 1));
  }

  @Test
  void suspendedCronJobStartsNothingAndCatchesUpWithTheLastMoment() {
    var cronJob = create(b -> b.editSpec().withSuspend(true).endSpec());
    plane.pass(Duration.ofMinutes(5));
    assertThat(jobs()).isEmpty();
    plane.edit(cronJob, c -> new CronJobBuilder(c).editSpec().withSuspend(false).endSpec().build());
    plane.settle();
    assertThat(names()).containsExactly("tick-" + (START + 5));
  }

  @Test
  void missedMomentBeyondTheDeadlineIsLeftOut() {
    var cronJob =
        create(
            b ->
                b.editSpec()
                    .withSuspend(true)
                    .withSchedule("@hourly")
                    .withStartingDeadlineSeconds(30L)
                    .endSpec());
    plane.pass(Duration.ofMinutes(61));
    plane.edit(cronJob, c -> new CronJobBuilder(c).editSpec().withSuspend(false).endSpec().build());
    plane.settle();
    assertThat(jobs()).isEmpty();
  }

  @Test
  void oldJobsAreClearedAway() {
    create(
        b ->
            b.editSpec().withSuccessfulJobsHistoryLimit(1).withFailedJobsHistoryLimit(0).endSpec());
    for (var end : List.of("Complete", "Failed", "Complete")) {
      plane.pass(Duration.ofSeconds(61));
      jobs().stream().filter(job -> job.getStatus() == null).forEach(job -> finish(job, end));
    }
    assertThat(names()).containsExactly("tick-" + (START + 3));
  }

  @Test
  void vanishedJobIsNoLongerActive() {
    var cronJob = create(b -> b);
    plane.pass(Duration.ofSeconds(61));
    plane.client().resource(jobs().getFirst()).delete();
    plane.settle();
    assertThat(status(cronJob).getActive()).isEmpty();
    assertThat(plane.events()).endsWith("MissingJob Active job went missing: tick-" + (START + 1));
  }

  private CronJob create(UnaryOperator<CronJobBuilder> change) {
    var cronJob =
        new CronJobBuilder()
            .withNewMetadata()
            .withNamespace("default")
            .withName("tick")
            .endMetadata()
            .withNewSpec()
            .withSchedule("* * * * *")
            .withNewJobTemplate()
            .withNewSpec()
            .withTemplate(Samples.template("tick", "i:1"))
            .endSpec()
            .endJobTemplate()
            .endSpec();
    var created = plane.api().create(change.apply(cronJob).build());
    plane.settle();
    return created;
  }

  private void finish(Job job, String type) {
    var finished =
        new JobBuilder(job)
            .withNewStatus()
            .withStartTime(job.getMetadata().getCreationTimestamp())
            .withCompletionTime(type.equals("Complete") ? plane.time().instant().toString() : null)
            .addNewCondition()
            .withType(type)
            .withStatus("True")
            .endCondition()
            .endStatus()
            .build();
    plane.client().resource(finished).updateStatus();
    plane.settle();
  }

  private List<Job> jobs() {
    return plane.client().batch().v1().jobs().inNamespace("default").list().getItems();
  }

  private List<String> names() {
    return jobs().stream().map(job -> job.getMetadata().getName()).toList();
  }

  private CronJobStatus status(CronJob cronJob) {
    return plane.read(cronJob).getStatus();
  }
}
