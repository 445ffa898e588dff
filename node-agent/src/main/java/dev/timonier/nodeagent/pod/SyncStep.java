package dev.timonier.nodeagent.pod;

import dev.timonier.nodeagent.plan.Plan;
import dev.timonier.nodeagent.plan.Plan.Kill;
import dev.timonier.nodeagent.plan.Plan.SandboxStep;
import dev.timonier.nodeagent.plan.PodObservation;
import dev.timonier.nodeagent.plan.PodPlanner;
import dev.timonier.nodeagent.runtime.RuntimeFailure;
import dev.timonier.nodeagent.runtime.SandboxId;
import dev.timonier.nodeagent.spec.GracePeriod;
import dev.timonier.nodeagent.status.PodStatusGenerator;
import dev.timonier.nodeagent.status.StatusInput.Work;
import dev.timonier.nodeagent.volume.MountedVolumes;
import dev.timonier.nodeagent.volume.VolumeFailure;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One turn of a pod that is to run: look, report, plan, do, and look again after something was
/// done.
final class SyncStep {
  private static final Duration RETRY_VOLUMES = Duration.ofSeconds(2);
  private static final Duration RETRY_SANDBOX = Duration.ofSeconds(2);

  private final PodServices services;
  private final Reporter reporter;
  private final Killer killer;
  private final PodStopper stopper;
  private final Starter starter;
  private final Cleaner cleaner;

  SyncStep(
      PodServices services, Reporter reporter, Killer killer, PodStopper stopper, Cleaner cleaner) {
    this.services = services;
    this.reporter = reporter;
    this.killer = killer;
    this.stopper = stopper;
    this.starter = new Starter(services, killer);
    this.cleaner = cleaner;
  }

  /// @param turn asks for other turns
  /// @return whether the pod is over
  boolean run(PodContext context, Turn turn) {
    var observed = context.inventory().observe();
    services.probes().update(context.pod(), observed);
    if (isOver(report(context, observed))) {
      return true;
    }
    try {
      carryOut(context, observed, turn);
    } catch (VolumeFailure e) {
      if (context.mounts().tells(services.time().instant())) {
        services.events().warning(context.pod(), "FailedMount", e.text());
      }
      turn.after(RETRY_VOLUMES);
    }
    return false;
  }

  private Optional<PodStatus> report(PodContext context, PodObservation observed) {
    return context.starting().isEmpty()
        ? Optional.of(reporter.report(context, observed, Work.GOING_ON))
        : Optional.empty();
  }

  private static boolean isOver(Optional<PodStatus> status) {
    return status.filter(PodStatusGenerator::isTerminal).isPresent();
  }

  private void carryOut(PodContext context, PodObservation observed, Turn turn) {
    var plan = PodPlanner.plan(context.pod(), observed, services.probes());
    switch (plan.sandbox()) {
      case SandboxStep.Stop _ -> stop(context, observed, turn);
      case SandboxStep.Create create -> create(context, observed, create, plan, turn);
      case SandboxStep.Keep keep -> within(context, observed, keep.sandbox(), plan, turn);
    }
    cleaner.removeOldContainers(context);
  }

  private void within(
      PodContext context, PodObservation observed, SandboxId sandbox, Plan plan, Turn turn) {
    var volumes = mount(context);
    plan.kills().forEach(kill -> kill(context, kill));
    if (!plan.starts().isEmpty() && context.starting().isEmpty()) {
      start(context, observed, sandbox, plan.starts(), volumes, turn);
    }
  }

  private MountedVolumes mount(PodContext context) {
    var volumes = services.volumes().mount(context.pod());
    context.mounts().succeeded();
    return volumes;
  }

  private void start(
      PodContext context,
      PodObservation observed,
      SandboxId sandbox,
      List<Plan.Start> starts,
      MountedVolumes volumes,
      Turn turn) {
    var status = services.runtime().sandbox(sandbox);
    if (status.isEmpty()) {
      turn.again();
      return;
    }
    var place = new Starter.Place(context, status.get(), observed, volumes, turn::after);
    if (starter.start(place, starts)) {
      turn.again();
    } else {
      report(context, context.inventory().observe());
    }
  }

  private void create(
      PodContext context,
      PodObservation observed,
      SandboxStep.Create create,
      Plan plan,
      Turn turn) {
    if (!observed.running().isEmpty()) {
      stop(context, observed, turn);
      return;
    }
    context.goOn();
    create.replaced().ifPresent(old -> replace(context, old));
    services.directories().create(context.pod());
    var volumes = mount(context);
    createSandbox(context, create.attempt(), turn)
        .ifPresent(made -> start(context, observed, made, plan.starts(), volumes, turn));
  }

  private void replace(PodContext context, SandboxId old) {
    services
        .events()
        .normal(
            context.pod(),
            "SandboxChanged",
            "Pod sandbox changed, it will be killed and re-created.");
    services.runtime().stopSandbox(old);
  }

  private Optional<SandboxId> createSandbox(PodContext context, int attempt, Turn turn) {
    var pod = context.pod();
    try {
      var id = services.runtime().runSandbox(services.configs().sandbox(pod, attempt));
      context.inventory().add(id);
      turn.own(id);
      return Optional.of(id);
    } catch (RuntimeFailure e) {
      services
          .events()
          .warning(
              pod, "FailedCreatePodSandBox", "Failed to create pod sandbox: " + e.getMessage());
      turn.after(RETRY_SANDBOX);
      return Optional.empty();
    }
  }

  /// Ends what is left, sidecars mostly.
  private void stop(PodContext context, PodObservation observed, Turn turn) {
    if (!observed.running().isEmpty()) {
      stopper.stop(context, observed, GracePeriod.ofSpec(context.pod()), turn);
    }
  }

  private void kill(PodContext context, Kill kill) {
    killer.kill(context, kill.container(), Killer.Order.now(grace(context, kill), kill.message()));
  }

  /// A failed probe may have a grace period of its own.
  private static Duration grace(PodContext context, Kill kill) {
    var spec = kill.spec().spec();
    var probe =
        switch (kill.reason()) {
          case STARTUP_PROBE -> Optional.ofNullable(spec.getStartupProbe());
          case LIVENESS_PROBE -> Optional.ofNullable(spec.getLivenessProbe());
          case DEFINITION_CHANGED, UNKNOWN_STATE -> Optional.<Probe>empty();
        };
    return probe
        .map(Probe::getTerminationGracePeriodSeconds)
        .map(Duration::ofSeconds)
        .orElseGet(() -> GracePeriod.ofSpec(context.pod()));
  }
}
