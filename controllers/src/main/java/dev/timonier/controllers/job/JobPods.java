package dev.timonier.controllers.job;

import static java.util.stream.Collectors.toSet;

import dev.timonier.controllers.job.PodPlan.NewPod;
import dev.timonier.controllers.runtime.Expectations;
import dev.timonier.controllers.runtime.PodControl;
import dev.timonier.controllers.runtime.Rejection;
import dev.timonier.controllers.runtime.SlowStart;
import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Creates and deletes the pods of a Job.
final class JobPods {
  private final PodControl control;
  private final Releases releases;
  private final Expectations<NamespacedName> expectations;

  JobPods(PodControl control, Releases releases, Expectations<NamespacedName> expectations) {
    this.control = control;
    this.releases = releases;
    this.expectations = expectations;
  }

  Progress carryOut(JobView view, PodPlan plan) throws InterruptedException {
    var before = Progress.of(view);
    return switch (plan) {
      case PodPlan.Nothing() -> before;
      case PodPlan.Wait(var delay) -> before.waiting(delay);
      case PodPlan.Create(var pods) -> create(view, pods, before);
      case PodPlan.Delete(var pods) -> remove(view, pods, before);
    };
  }

  private Progress create(JobView view, List<NewPod> pods, Progress before)
      throws InterruptedException {
    var key = NamespacedName.of(view.job());
    expectations.expectCreations(key, pods.size());
    var wanted = new ConcurrentLinkedQueue<>(pods);
    var result = SlowStart.run(pods.size(), () -> create(view, wanted));
    for (var i = result.successes(); i < pods.size(); i++) {
      expectations.created(key);
    }
    return before
        .created(result.successes())
        .failed(result.failure().filter(e -> !Rejection.of(e).namespaceTerminates()));
  }

  private Pod create(JobView view, Queue<NewPod> wanted) {
    return control.create(PodMaker.make(view.job(), wanted.remove()), view.job());
  }

  /// Deletes pods that do not count as failed.
  private Progress remove(JobView view, List<Pod> pods, Progress before)
      throws InterruptedException {
    var key = NamespacedName.of(view.job());
    expectations.expectDeletions(
        key, pods.stream().map(pod -> pod.getMetadata().getUid()).collect(toSet()));
    var gone = new ConcurrentLinkedQueue<Pod>();
    var result =
        SlowStart.sideBySide(
            pods,
            pod -> {
              removeExpected(view, key, pod);
              gone.add(pod);
            });
    return before.deleted(gone).failed(result.failure());
  }

  private void removeExpected(JobView view, NamespacedName key, Pod pod) {
    var uid = pod.getMetadata().getUid();
    try {
      releases.remove(pod);
      if (!control.delete(pod, view.job())) {
        expectations.deleted(key, uid);
      }
    } catch (KubernetesClientException e) {
      expectations.deleted(key, uid);
      throw e;
    }
  }

  /// Deletes the active pods of a Job that has come to its end. They keep their finalizers until
  /// they are counted.
  Progress stop(JobView view) throws InterruptedException {
    var gone = new ConcurrentLinkedQueue<Pod>();
    var result =
        SlowStart.sideBySide(
            view.active(),
            pod -> {
              control.delete(pod, view.job());
              gone.add(pod);
            });
    return Progress.of(view).deleted(gone).failed(result.failure());
  }
}
