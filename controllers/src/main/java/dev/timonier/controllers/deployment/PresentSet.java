package dev.timonier.controllers.deployment;

import static dev.timonier.controllers.runtime.Numbers.orZero;

import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Rejection;
import dev.timonier.controllers.templatehash.TemplateHash;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import dev.timonier.machinery.status.Reason;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Objects;

/// Sees to it that the ReplicaSet of the present template has the latest revision, and exists where
/// it has to.
record PresentSet(
    ReplicaSetWriter sets, DeploymentWriter deployments, EventRecorder events, Time time) {

  /// Brings revisions and annotations up to date.
  Rollout synced(Rollout rollout) {
    return rollout.present().map(set -> synced(rollout, set)).orElse(rollout);
  }

  /// Creates the ReplicaSet where it is missing.
  Rollout created(Rollout rollout) {
    return rollout.present().isPresent() ? synced(rollout) : create(rollout);
  }

  private Rollout synced(Rollout rollout, ReplicaSet set) {
    var deployment = rollout.deployment();
    var minReady = orZero(deployment.getSpec().getMinReadySeconds());
    var annotations = Revisions.of(deployment, set, Revisions.next(rollout.old()));
    if (!annotations.equals(Revisions.annotations(set))
        || minReady != orZero(set.getSpec().getMinReadySeconds())) {
      var changed =
          new ReplicaSetBuilder(ReplicaSetWriter.annotated(set, annotations))
              .editSpec()
              .withMinReadySeconds(minReady)
              .endSpec()
              .build();
      return rollout.with(sets.client().resource(changed).update());
    }
    var conditions = Conditions.of(deployment);
    var found =
        StatusPlan.deadline(deployment).isPresent()
                && conditions.get(Conditions.PROGRESSING).isEmpty()
            ? conditions.with(
                progress("True", "FoundNewReplicaSet", "Found new replica set " + quoted(set)))
            : conditions;
    return rollout.with(
        noted(deployment, annotations.getOrDefault(Revisions.REVISION, "1"), found));
  }

  /// Writes the revision and the conditions into the Deployment if they differ.
  private Deployment noted(Deployment deployment, String revision, Conditions conditions) {
    var noted =
        DeploymentWriter.withConditions(
            DeploymentWriter.withRevision(deployment, revision), conditions);
    return Revisions.annotations(deployment).equals(Revisions.annotations(noted))
            && conditions.equals(Conditions.of(deployment))
        ? deployment
        : deployments.write(noted);
  }

  private Rollout create(Rollout rollout) {
    var deployment = rollout.deployment();
    var wanted =
        ReplicaSetWriter.make(
            rollout, TemplateHash.of(deployment.getSpec().getTemplate(), collisions(deployment)));
    try {
      var created = sets.create(wanted, deployment);
      return told(rollout, created, "Created new replica set ");
    } catch (KubernetesClientException e) {
      var refusal = Rejection.of(e);
      if (refusal.is(Reason.AlreadyExists)) {
        return existing(rollout, wanted, e);
      }
      if (!refusal.namespaceTerminates()) {
        tellFailure(deployment, wanted, refusal);
      }
      throw e;
    }
  }

  private Rollout told(Rollout rollout, ReplicaSet set, String what) {
    var deployment = rollout.deployment();
    var conditions = Conditions.of(deployment);
    var told =
        StatusPlan.deadline(deployment).isPresent()
            ? conditions.with(progress("True", "NewReplicaSetCreated", what + quoted(set)))
            : conditions;
    var revision = Long.toString(Revisions.revision(set));
    return rollout.with(set).with(noted(deployment, revision, told));
  }

  /// The store was behind, or the hash of another template is the same.
  private Rollout existing(Rollout rollout, ReplicaSet wanted, KubernetesClientException failure) {
    var deployment = rollout.deployment();
    var present = sets.client().resource(wanted).get();
    if (present != null
        && Owners.controls(deployment, present)
        && TemplateHash.same(present.getSpec().getTemplate(), deployment.getSpec().getTemplate())) {
      var revision = Long.toString(Revisions.revision(present));
      return rollout.with(present).with(noted(deployment, revision, Conditions.of(deployment)));
    }
    if (present != null) {
      deployments.write(
          new DeploymentBuilder(deployment)
              .editOrNewStatus()
              .withCollisionCount(collisions(deployment) + 1)
              .endStatus()
              .build());
    }
    throw failure;
  }

  private void tellFailure(Deployment deployment, ReplicaSet wanted, Rejection refusal) {
    var message = "Failed to create new replica set " + quoted(wanted) + ": " + refusal.message();
    if (StatusPlan.deadline(deployment).isPresent()) {
      var failed = progress("False", "ReplicaSetCreateError", message);
      var conditions = Conditions.of(deployment).with(failed);
      if (!conditions.equals(Conditions.of(deployment))) {
        deployments.write(deployment, conditions);
      }
    }
    events.record(deployment, EventType.Warning, "ReplicaSetCreateError", message);
  }

  private DeploymentCondition progress(String status, String reason, String message) {
    return Conditions.make(Conditions.PROGRESSING, status, reason, message, time.instant());
  }

  private static int collisions(Deployment deployment) {
    return deployment.getStatus() == null
        ? 0
        : Objects.requireNonNullElse(deployment.getStatus().getCollisionCount(), 0);
  }

  private static String quoted(ReplicaSet set) {
    return "\"" + set.getMetadata().getName() + "\"";
  }
}
