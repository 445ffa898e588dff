package dev.timonier.controllers.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.controllers.fixture.Samples;
import dev.timonier.controllers.runtime.Dependents;
import dev.timonier.controllers.runtime.Expectations;
import dev.timonier.controllers.runtime.OwnWrites;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.PodControl;
import dev.timonier.machinery.fake.Request;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// News that come while a Job is worked on.
class JobReconcilerTest {
  private final ControlPlane plane = new ControlPlane();
  private final Store<Job> jobs = new Store<>();
  private final Store<Pod> pods = new Store<>();
  private final Dependents<Pod> dependents = new Dependents<>(pods);
  private final Releases releases = new Releases(plane.client());
  private final Job job = plane.api().create(job());
  private final Pod failed = plane.api().create(failedPod());
  private final JobReconciler reconciler = reconciler();

  @AfterEach
  void close() {
    plane.close();
  }

  private JobReconciler reconciler() {
    var client = plane.client();
    var time = plane.time();
    var events = plane.context().recorder(client, "job-controller");
    var expectations = new Expectations<NamespacedName>(time);
    var writes = new OwnWrites();
    return new JobReconciler(
        client,
        jobs,
        dependents,
        new JobPods(new PodControl(client, events), releases, expectations),
        releases,
        new JobWriter(client, events, releases, writes, time),
        expectations,
        writes,
        time);
  }

  private static Job job() {
    return new JobBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName("work")
        .endMetadata()
        .withNewSpec()
        .withParallelism(1)
        .withSelector(Samples.selector("work"))
        .withTemplate(Samples.template("work", "i:1"))
        .endSpec()
        .build();
  }

  private Pod failedPod() {
    return new PodBuilder(Samples.pod("failed", "work"))
        .editMetadata()
        .withOwnerReferences(Owners.controllerReference(job))
        .withFinalizers(List.of(Jobs.FINALIZER))
        .endMetadata()
        .withNewStatus()
        .withPhase("Failed")
        .endStatus()
        .build();
  }

  @Test
  void failureIsCountedOnceWhoeverTellsOfItsReleaseMeanwhile() throws Exception {
    pods.put(failed);
    reconcile();
    pods.put(plane.api().create(Samples.pod("orphan", "work")));
    plane
        .api()
        .fail(
            request -> {
              tellOfTheRelease(request);
              return Optional.empty();
            });
    reconcile();

    var status = plane.read(job).getStatus();
    assertThat(status.getFailed()).isOne();
    assertThat(status.getUncountedTerminatedPods().getFailed()).isEmpty();
  }

  /// Before an orphan is adopted the Job is read: by then the pods have been read.
  private void tellOfTheRelease(Request request) {
    if (request.toString().equals("GET /apis/batch/v1/namespaces/default/jobs/work")) {
      plane.api().failNoMore();
      var released = plane.read(failed);
      pods.put(released);
      releases.updated(failed, released);
    }
  }

  private void reconcile() throws InterruptedException {
    jobs.put(plane.read(job));
    reconciler.reconcile(NamespacedName.of(job));
  }
}
