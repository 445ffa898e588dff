package dev.timonier.controllers.cronjob;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.OwnedHandler;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;

/// Starts Jobs by the clock.
public final class CronJobController {
  private static final String NAME = "cronjob-controller";

  private CronJobController() {}

  public static Controller create(ControllerContext context, int workers) {
    var client = context.client(NAME);
    var cronJobs = context.informer(CronJob.class);
    var queue = context.<NamespacedName>queue();
    cronJobs.handle(Handler.of(cronJob -> queue.add(NamespacedName.of(cronJob))));
    context
        .informer(Job.class)
        .handle(
            new OwnedHandler<CronJob, Job>("CronJob", cronJobs.store(), (_, _) -> false, queue));
    var reconciler =
        new CronJobReconciler(
            client,
            context.recorder(client, NAME),
            cronJobs.store(),
            context.dependents(Job.class),
            context.time());
    return new ControlLoop<>(NAME, queue, reconciler, workers);
  }
}
