package dev.timonier.controllers.ttlafterfinished;

import dev.timonier.controllers.job.Jobs;
import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Outcome.After;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.controllers.runtime.Times;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Heeds `ttlSecondsAfterFinished`
/// (<https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/>).
public final class TtlAfterFinishedController implements Reconciler<NamespacedName> {
  private static final String NAME = "ttl-after-finished-controller";

  private final KubernetesClient client;
  private final Store<Job> jobs;
  private final Time time;

  private TtlAfterFinishedController(KubernetesClient client, Store<Job> jobs, Time time) {
    this.client = client;
    this.jobs = jobs;
    this.time = time;
  }

  public static Controller create(ControllerContext context, int workers) {
    var jobs = context.informer(Job.class);
    var queue = context.<NamespacedName>queue();
    jobs.handle(Handler.of(job -> queue.add(NamespacedName.of(job))));
    var controller =
        new TtlAfterFinishedController(context.client(NAME), jobs.store(), context.time());
    return new ControlLoop<>(NAME, queue, controller, workers);
  }

  @Override
  public Outcome reconcile(NamespacedName key) {
    return jobs.get(key)
        .flatMap(job -> left(job).map(left -> left.isPositive() ? new After(left) : delete(job)))
        .orElse(Outcome.DONE);
  }

  /// How long the Job may still stay; empty where it may stay for ever, or goes already.
  private Optional<Duration> left(Job job) {
    var ttl = job.getSpec().getTtlSecondsAfterFinished();
    return ttl == null || Owners.terminates(job)
        ? Optional.empty()
        : finished(job)
            .map(end -> Duration.between(time.instant(), end.plus(Duration.ofSeconds(ttl))));
  }

  private static Optional<Instant> finished(Job job) {
    return Jobs.finished(job).map(JobCondition::getLastTransitionTime).flatMap(Times::parse);
  }

  /// The store may not know yet that somebody has asked for a longer stay.
  private Outcome delete(Job known) {
    var job = client.resource(known).get();
    var left = job == null ? Optional.<Duration>empty() : left(job);
    if (left.isEmpty()) {
      return Outcome.DONE;
    }
    if (left.get().isPositive()) {
      return new After(left.get());
    }
    client.resource(job).withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();
    return Outcome.DONE;
  }
}
