package dev.timonier.controllers.job;

import dev.timonier.controllers.runtime.Dependents;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.queue.WorkQueue;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Optional;

/// Frees pods that no Job will ever count: their Job is gone or has ended, or let them go.
final class LeftPods implements Reconciler<NamespacedName> {
  private final Store<Job> jobs;
  private final Store<Pod> pods;
  private final Releases releases;

  LeftPods(Store<Job> jobs, Store<Pod> pods, Releases releases) {
    this.jobs = jobs;
    this.pods = pods;
    this.releases = releases;
  }

  @Override
  public Outcome reconcile(NamespacedName key) {
    pods.get(key)
        .filter(pod -> releases.stillHolds(pod) && isLeft(pod))
        .ifPresent(releases::remove);
    return Outcome.DONE;
  }

  private boolean isLeft(Pod pod) {
    var controller = Owners.controller(pod);
    if (controller.filter(reference -> !isJob(reference)).isPresent()) {
      return false;
    }
    return controller
        .flatMap(reference -> job(pod, reference))
        .map(job -> !Jobs.managedElsewhere(job) && Jobs.finished(job).isPresent())
        .orElse(true);
  }

  private static boolean isJob(OwnerReference reference) {
    return reference.getKind().equals("Job") && reference.getApiVersion().equals("batch/v1");
  }

  private Optional<Job> job(Pod pod, OwnerReference reference) {
    return jobs.get(new NamespacedName(pod.getMetadata().getNamespace(), reference.getName()))
        .filter(job -> job.getMetadata().getUid().equals(reference.getUid()));
  }

  /// Looks at a pod that changes.
  Handler<Pod> ofPods(WorkQueue<NamespacedName> queue) {
    return Handler.of(
        pod -> {
          if (Releases.holds(pod) && isLeft(pod)) {
            queue.add(NamespacedName.of(pod));
          }
        });
  }

  /// Looks at the pods of a Job that ends or goes.
  static Handler<Job> ofJobs(Dependents<Pod> pods, WorkQueue<NamespacedName> queue) {
    return new Handler<>() {
      @Override
      public void added(Job now) {
        if (Jobs.finished(now).isPresent()) {
          deleted(now);
        }
      }

      @Override
      public void updated(Job before, Job now) {
        added(now);
      }

      @Override
      public void deleted(Job last) {
        pods.of(last).stream()
            .filter(Releases::holds)
            .forEach(pod -> queue.add(NamespacedName.of(pod)));
      }
    };
  }
}
