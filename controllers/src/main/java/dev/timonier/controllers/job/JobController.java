package dev.timonier.controllers.job;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Expectations;
import dev.timonier.controllers.runtime.OwnWrites;
import dev.timonier.controllers.runtime.OwnedHandler;
import dev.timonier.controllers.runtime.OwnedPodHandler;
import dev.timonier.controllers.runtime.PodControl;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.queue.WorkQueue;
import dev.timonier.machinery.selector.Selector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;

/// Runs Jobs.
public final class JobController {
  private static final String NAME = "job-controller";

  private JobController() {}

  public static Controller create(ControllerContext context, int workers) {
    var releases = new Releases(context.client(NAME));
    context.informer(Pod.class).handle(releases);
    return Controller.of(List.of(jobs(context, workers, releases), leftPods(context, releases)));
  }

  private static Controller jobs(ControllerContext context, int workers, Releases releases) {
    var client = context.client(NAME);
    var events = context.recorder(client, NAME);
    var jobs = context.informer(Job.class);
    var queue = context.<NamespacedName>queue();
    var expectations = new Expectations<NamespacedName>(context.time());
    var writes = new OwnWrites();
    jobs.handle(Handler.of(job -> queue.add(NamespacedName.of(job))));
    context.informer(Pod.class).handle(pods(context, queue, expectations));
    var reconciler =
        new JobReconciler(
            client,
            jobs.store(),
            context.dependents(Pod.class),
            new JobPods(new PodControl(client, events), releases, expectations),
            releases,
            new JobWriter(client, events, releases, writes, context.time()),
            expectations,
            writes,
            context.time());
    return new ControlLoop<>(NAME, queue, reconciler, workers);
  }

  private static Handler<Pod> pods(
      ControllerContext context,
      WorkQueue<NamespacedName> queue,
      Expectations<NamespacedName> expectations) {
    return new OwnedPodHandler<>(
        new OwnedHandler<>(
            "Job", context.informer(Job.class).store(), JobController::selects, queue),
        expectations);
  }

  private static boolean selects(Job job, Pod pod) {
    return Selector.of(job.getSpec().getSelector()).matches(pod.getMetadata().getLabels());
  }

  private static Controller leftPods(ControllerContext context, Releases releases) {
    var queue = context.<NamespacedName>queue();
    var pods = context.informer(Pod.class);
    var jobs = context.informer(Job.class);
    var reconciler = new LeftPods(jobs.store(), pods.store(), releases);
    pods.handle(reconciler.ofPods(queue));
    jobs.handle(LeftPods.ofJobs(context.dependents(Pod.class), queue));
    return new ControlLoop<>(NAME + "-left-pods", queue, reconciler, 1);
  }
}
