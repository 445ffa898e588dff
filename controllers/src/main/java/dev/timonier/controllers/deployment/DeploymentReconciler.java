package dev.timonier.controllers.deployment;

import dev.timonier.controllers.runtime.Claims;
import dev.timonier.controllers.runtime.Dependents;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Pods;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.recorder.EventType;
import dev.timonier.machinery.selector.Selector;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.List;
import java.util.Objects;

/// Takes a Deployment one step further: it scales at most one generation of ReplicaSets, writes the
/// status, and is called again when the ReplicaSets have followed.
final class DeploymentReconciler implements Reconciler<NamespacedName> {
  private final Store<Deployment> deployments;
  private final Dependents<ReplicaSet> sets;
  private final Dependents<Pod> pods;
  private final PresentSet present;
  private final Time time;

  DeploymentReconciler(
      Store<Deployment> deployments,
      Dependents<ReplicaSet> sets,
      Dependents<Pod> pods,
      PresentSet present,
      Time time) {
    this.deployments = deployments;
    this.sets = sets;
    this.pods = pods;
    this.present = present;
    this.time = time;
  }

  @Override
  public Outcome reconcile(NamespacedName key) {
    return deployments.get(key).map(this::reconcile).orElse(Outcome.DONE);
  }

  private Outcome reconcile(Deployment deployment) {
    var selector = Selector.of(deployment.getSpec().getSelector());
    if (selector.selectsEverything()) {
      return refuse(deployment);
    }
    var claims = new Claims<>(writer().client(), deployment, selector);
    var rollout = Rollout.of(deployment, claims.claim(sets.candidates(deployment)));
    if (Owners.terminates(deployment)) {
      return counted(present.synced(rollout));
    }
    return step(rollout.with(notePause(deployment)));
  }

  private Outcome step(Rollout rollout) {
    if (rollout.isPaused()) {
      var synced = resized(present.synced(rollout));
      cleanUp(synced);
      return counted(synced);
    }
    if (rollout.isScaled()) {
      return counted(resized(present.synced(rollout)));
    }
    return rollout.rolls() ? roll(present.created(rollout)) : recreate(present.synced(rollout));
  }

  private Rollout resized(Rollout rollout) {
    return scaled(rollout, ScalePlan.resize(rollout));
  }

  private Outcome roll(Rollout rollout) {
    var scales = ScalePlan.roll(rollout);
    if (scales.isEmpty()) {
      cleanUpIfComplete(rollout);
    }
    return progressed(scaled(rollout, scales));
  }

  private Outcome recreate(Rollout rollout) {
    var stops = ScalePlan.stopOld(rollout);
    if (!stops.isEmpty() || oldPodsRun(rollout)) {
      return progressed(scaled(rollout, stops));
    }
    var created = present.created(rollout);
    var started = scaled(created, ScalePlan.startPresent(created));
    cleanUpIfComplete(started);
    return progressed(started);
  }

  private boolean oldPodsRun(Rollout rollout) {
    return Rollout.sum(rollout.old(), Rollout::actual) > 0
        || rollout.old().stream()
            .flatMap(set -> pods.of(set).stream())
            .anyMatch(p -> !Pods.finished(p));
  }

  private Rollout scaled(Rollout rollout, List<Scale> scales) {
    scales.forEach(scale -> present.sets().scale(rollout, scale));
    return rollout.after(scales);
  }

  private void cleanUpIfComplete(Rollout rollout) {
    var status =
        Objects.requireNonNullElse(rollout.deployment().getStatus(), new DeploymentStatus());
    if (StatusPlan.complete(rollout, status)) {
      cleanUp(rollout);
    }
  }

  private void cleanUp(Rollout rollout) {
    ScalePlan.beyondHistory(rollout).forEach(present.sets()::delete);
  }

  private Outcome counted(Rollout rollout) {
    write(rollout, new StatusPlan(rollout, time.instant()).counted());
    return Outcome.DONE;
  }

  private Outcome progressed(Rollout rollout) {
    var plan = new StatusPlan(rollout, time.instant());
    var status = plan.progressed();
    write(rollout, status);
    return Outcome.after(plan.nextLook(status));
  }

  private void write(Rollout rollout, DeploymentStatus status) {
    if (!status.equals(rollout.deployment().getStatus())) {
      writer().write(rollout.deployment(), status);
    }
  }

  /// Tells in a condition that the Deployment was paused or resumed, so that the time of the pause
  /// does not count against the deadline.
  private Deployment notePause(Deployment deployment) {
    var conditions = Conditions.of(deployment);
    var paused = Boolean.TRUE.equals(deployment.getSpec().getPaused());
    var noted = conditions.has(Conditions.PROGRESSING, Conditions.PAUSED);
    if (StatusPlan.deadline(deployment).isEmpty()
        || conditions.has(Conditions.PROGRESSING, Conditions.DEADLINE_EXCEEDED)
        || paused == noted) {
      return deployment;
    }
    var reason = paused ? Conditions.PAUSED : Conditions.RESUMED;
    var message = paused ? "Deployment is paused" : "Deployment is resumed";
    var condition =
        Conditions.make(Conditions.PROGRESSING, "Unknown", reason, message, time.instant());
    return writer().write(deployment, conditions.with(condition));
  }

  private Outcome refuse(Deployment deployment) {
    present
        .events()
        .record(
            deployment,
            EventType.Warning,
            "SelectingAll",
            "This deployment is selecting all pods. A non-empty selector is required.");
    var observed =
        new DeploymentBuilder(deployment)
            .editOrNewStatus()
            .withObservedGeneration(deployment.getMetadata().getGeneration())
            .endStatus()
            .build();
    if (!observed.equals(deployment)) {
      writer().write(observed);
    }
    return Outcome.DONE;
  }

  private DeploymentWriter writer() {
    return present.deployments();
  }
}
