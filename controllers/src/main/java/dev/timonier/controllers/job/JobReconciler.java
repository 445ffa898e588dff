package dev.timonier.controllers.job;

import dev.timonier.controllers.runtime.Claims;
import dev.timonier.controllers.runtime.Dependents;
import dev.timonier.controllers.runtime.Expectations;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.OwnWrites;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.controllers.runtime.Rejection;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.selector.Selector;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Brings a Job one step further: decides whether it ends, creates or deletes pods, counts those
/// that have ended.
final class JobReconciler implements Reconciler<NamespacedName> {
  private final KubernetesClient client;
  private final Store<Job> jobs;
  private final Dependents<Pod> pods;
  private final JobPods control;
  private final Releases releases;
  private final JobWriter writer;
  private final Expectations<NamespacedName> expectations;
  private final OwnWrites writes;
  private final Time time;
  private final Map<NamespacedName, FailureStreak> streaks = new ConcurrentHashMap<>();

  JobReconciler(
      KubernetesClient client,
      Store<Job> jobs,
      Dependents<Pod> pods,
      JobPods control,
      Releases releases,
      JobWriter writer,
      Expectations<NamespacedName> expectations,
      OwnWrites writes,
      Time time) {
    this.client = client;
    this.jobs = jobs;
    this.pods = pods;
    this.control = control;
    this.releases = releases;
    this.writer = writer;
    this.expectations = expectations;
    this.writes = writes;
    this.time = time;
  }

  @Override
  public Outcome reconcile(NamespacedName key) throws InterruptedException {
    var job = jobs.get(key);
    if (job.isEmpty()) {
      expectations.forget(key);
      writes.forget(key);
    }
    if (job.isEmpty() || Jobs.finished(job.get()).isPresent()) {
      streaks.remove(key);
      return Outcome.DONE;
    }
    return Jobs.managedElsewhere(job.get()) || !writes.shownBy(job.get())
        ? Outcome.DONE
        : reconcile(key, job.get());
  }

  private Outcome reconcile(NamespacedName key, Job job) throws InterruptedException {
    var now = time.instant();
    var trusted = expectations.met(key);
    var released = releases.unseen(); // before the pods are read: what was seen since is in them
    var view = new JobView(job, claimed(job), released);
    var streak = streak(key, view);
    var decided = Ending.of(view, now);
    var works = trusted && decided.isEmpty() && !view.terminates();
    var progress = works ? work(view, streak, now) : stopOrWatch(view, decided);
    var ending = decided.isPresent() ? decided.filter(_ -> trusted) : reached(view, progress);
    var status = JobProgress.status(view, progress, now);
    var wanted = works && ending.isEmpty() ? JobProgress.withSuspension(job, status, now) : status;
    var refusal =
        write(key, view, wanted, streak, ending.filter(_ -> progress.failure().isEmpty()));
    return progress
        .failure()
        .or(() -> refusal)
        .<Outcome>map(e -> new Outcome.Retry(Rejection.of(e).message()))
        .orElseGet(() -> Outcome.after(next(job, progress, now)));
  }

  private List<Pod> claimed(Job job) {
    var selector = Selector.of(job.getSpec().getSelector());
    return new Claims<>(client, job, selector, Set.of(Jobs.FINALIZER)).claim(pods.candidates(job));
  }

  private FailureStreak streak(NamespacedName key, JobView view) {
    return streaks
        .getOrDefault(key, FailureStreak.NONE)
        .after(view.newlySucceeded(), view.newlyFailed());
  }

  private Progress work(JobView view, FailureStreak streak, Instant now)
      throws InterruptedException {
    return control.carryOut(view, PodPlan.of(view, streak, now));
  }

  private Progress stopOrWatch(JobView view, Optional<Ending> ending) throws InterruptedException {
    return ending.isPresent() ? control.stop(view) : Progress.of(view);
  }

  private static Optional<Ending> reached(JobView view, Progress progress) {
    return view.satisfied() && progress.active() == 0
        ? Optional.of(Ending.COMPLETIONS_REACHED)
        : Optional.empty();
  }

  private Optional<KubernetesClientException> write(
      NamespacedName key,
      JobView view,
      JobStatus status,
      FailureStreak streak,
      Optional<Ending> ending)
      throws InterruptedException {
    var counted = writer.count(view, status, ending);
    streaks.put(key, streak);
    return writer.finish(view, counted, ending);
  }

  private static Optional<Duration> next(Job job, Progress progress, Instant now) {
    var untilDeadline = Jobs.deadline(job).map(deadline -> Duration.between(now, deadline));
    return Stream.concat(progress.pause().stream(), untilDeadline.stream())
        .filter(Duration::isPositive)
        .min(Duration::compareTo);
  }
}
