package dev.timonier.controllers.cronjob;

import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Rejection;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import dev.timonier.machinery.status.Reason;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/// Creates and deletes the jobs of CronJobs and tells it in events.
record StartedJobs(KubernetesClient client, EventRecorder events) {

  /// Starts the job for a moment, or finds that it was started.
  ///
  /// @return empty where nothing can be started there
  Optional<Job> start(CronJob cronJob, Instant at) {
    var job = CronJobs.job(cronJob, at);
    try {
      var created = client.resource(job).create();
      events.record(
          cronJob,
          EventType.Normal,
          "SuccessfulCreate",
          "Created job " + created.getMetadata().getName());
      return Optional.of(created);
    } catch (KubernetesClientException e) {
      var refusal = Rejection.of(e);
      if (refusal.namespaceTerminates()) {
        return Optional.empty();
      }
      var present =
          refusal.is(Reason.AlreadyExists)
              ? Optional.ofNullable(client.resource(job).get())
              : Optional.<Job>empty();
      if (present.filter(p -> Owners.controls(cronJob, p)).isPresent()) {
        return present;
      }
      events.record(
          cronJob, EventType.Warning, "FailedCreate", "Error creating job: " + refusal.message());
      throw e;
    }
  }

  void stop(CronJob cronJob, ObjectReference job) {
    delete(cronJob, job.getName());
  }

  void clear(CronJob cronJob, Collection<Job> old) {
    old.forEach(job -> delete(cronJob, job.getMetadata().getName()));
  }

  private void delete(CronJob cronJob, String job) {
    try {
      var gone =
          client
              .batch()
              .v1()
              .jobs()
              .inNamespace(cronJob.getMetadata().getNamespace())
              .withName(job)
              .withPropagationPolicy(DeletionPropagation.BACKGROUND)
              .delete();
      if (!gone.isEmpty()) {
        events.record(cronJob, EventType.Normal, "SuccessfulDelete", "Deleted job " + job);
      }
    } catch (KubernetesClientException e) {
      var message = "Deleted job: " + Rejection.of(e).message();
      events.record(cronJob, EventType.Warning, "FailedDelete", message);
      throw e;
    }
  }
}
