package dev.timonier.controllers.ttlafterfinished;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.controllers.fixture.Samples;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TtlAfterFinishedControllerTest {
  private final ControlPlane plane = new ControlPlane();

  @BeforeEach
  void start() {
    plane.run(context -> TtlAfterFinishedController.create(context, 1));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void finishedJobIsDeletedInForegroundWhenItsTimeIsOver() {
    var job = finished(60);
    plane.pass(Duration.ofSeconds(59));
    assertThat(plane.read(job).getMetadata().getDeletionTimestamp()).isNull();
    plane.pass(Duration.ofSeconds(1));
    assertThat(plane.read(job).getMetadata().getFinalizers()).containsExactly("foregroundDeletion");
  }

  @Test
  void longerTimeIsHeeded() {
    var job = finished(60);
    plane.edit(
        job, j -> new JobBuilder(j).editSpec().withTtlSecondsAfterFinished(120).endSpec().build());
    plane.pass(Duration.ofSeconds(119));
    assertThat(plane.read(job).getMetadata().getDeletionTimestamp()).isNull();
    plane.pass(Duration.ofSeconds(1));
    assertThat(plane.read(job).getMetadata().getDeletionTimestamp()).isNotNull();
  }

  @Test
  void unfinishedJobStays() {
    var job = plane.api().create(job(0));
    plane.pass(Duration.ofMinutes(5));
    assertThat(plane.read(job).getMetadata().getDeletionTimestamp()).isNull();
  }

  private Job finished(int ttl) {
    var job = plane.api().create(job(ttl));
    var status =
        new JobBuilder(job)
            .withNewStatus()
            .addNewCondition()
            .withType("Failed")
            .withStatus("True")
            .withLastTransitionTime(plane.time().instant().toString())
            .endCondition()
            .endStatus()
            .build();
    plane.client().resource(status).updateStatus();
    plane.settle();
    return job;
  }

  private static Job job(int ttl) {
    return new JobBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName("work")
        .endMetadata()
        .withNewSpec()
        .withTtlSecondsAfterFinished(ttl)
        .withSelector(Samples.selector("work"))
        .withTemplate(Samples.template("work", "i:1"))
        .endSpec()
        .build();
  }
}
