package dev.timonier.nodeagent.plan;

import dev.timonier.nodeagent.plan.Plan.Kill;
import dev.timonier.nodeagent.plan.Plan.SandboxStep;
import dev.timonier.nodeagent.plan.Plan.Start;
import dev.timonier.nodeagent.runtime.ContainerStatus.State;
import dev.timonier.nodeagent.runtime.SandboxId;
import dev.timonier.nodeagent.runtime.SandboxStatus;
import dev.timonier.nodeagent.spec.ContainerRole;
import dev.timonier.nodeagent.spec.PodContainer;
import dev.timonier.nodeagent.spec.RestartPolicy;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;

/// Decides the next steps for a pod. A pure function: the same pod and observation give the same
/// plan; carrying plans out until they are empty brings the pod to what its specification wants.
///
/// Example: a pod with one container and nothing in the runtime plans `Create(0)` and `Start(web,
/// 0)`; once that container has exited with 1, `Keep` and `Start(web, 1)`; under restart policy
/// Never, `Stop`.
public final class PodPlanner {
  private final Pod pod;
  private final PodObservation observed;
  private final Verdicts verdicts;

  private PodPlanner(Pod pod, PodObservation observed, Verdicts verdicts) {
    this.pod = pod;
    this.observed = observed;
    this.verdicts = verdicts;
  }

  public static Plan plan(Pod pod, PodObservation observed, Verdicts verdicts) {
    return new PodPlanner(pod, observed, verdicts).plan();
  }

  private Plan plan() {
    return SandboxRule.usable(pod, observed).map(this::within).orElseGet(this::anew);
  }

  private Plan anew() {
    var attempt = SandboxRule.nextAttempt(observed);
    var wanted = PodContainer.regular(pod).stream().filter(this::runsAnew).toList();
    if (isOver(wanted)) {
      return stop();
    }
    var create = new SandboxStep.Create(attempt, observed.newestSandbox().map(SandboxStatus::id));
    var initial = PodContainer.initial(pod);
    var first = initial.isEmpty() ? wanted : initial.subList(0, 1);
    return new Plan(create, List.of(), first.stream().map(this::start).toList());
  }

  /// A pod whose containers ran and shall not run again needs no other sandbox.
  private boolean isOver(List<PodContainer> wanted) {
    var ran = PodContainer.regular(pod).stream().anyMatch(this::wasCreated);
    return (wanted.isEmpty() && ran) || (hadContainers() && !mayRestart());
  }

  private boolean hadContainers() {
    return observed.newestSandbox().isPresent() && !observed.containers().isEmpty();
  }

  private boolean mayRestart() {
    return PodContainer.all(pod).stream()
        .anyMatch(container -> !container.is(ContainerRole.SIDECAR) && mayRestart(container));
  }

  private boolean wasCreated(PodContainer container) {
    return observed.latest(container.name()).isPresent();
  }

  private boolean mayRestart(PodContainer container) {
    return RestartPolicy.of(pod, container) != RestartPolicy.NEVER
        || !container.spec().getRestartPolicyRules().isEmpty();
  }

  /// With a new sandbox everything starts again but what is done for good.
  private boolean runsAnew(PodContainer container) {
    return observed
        .latest(container.name())
        .flatMap(PodObservation::exited)
        .map(exited -> RestartPolicy.restarts(pod, container, exited.exitCode()))
        .orElse(true);
  }

  private Plan within(SandboxId sandbox) {
    var steps = new Steps(pod, observed);
    PodContainer.ephemeral(pod).stream()
        .filter(container -> !wasCreated(container))
        .forEach(steps::start);
    var progress = new InitPlanner(pod, observed, verdicts, steps).plan(sandbox);
    return switch (progress) {
      case FAILED -> stop();
      case UNDER_WAY -> steps.plan(sandbox);
      case DONE -> withRegular(sandbox, steps);
    };
  }

  private Plan withRegular(SandboxId sandbox, Steps steps) {
    var live = 0;
    for (var container : PodContainer.regular(pod)) {
      live += regular(container, steps) ? 1 : 0;
    }
    return live == 0 ? stop() : steps.plan(sandbox);
  }

  /// Whether the container runs or will.
  private boolean regular(PodContainer container, Steps steps) {
    var running = observed.latest(container.name()).filter(PodObservation::isRunning);
    if (running.isEmpty()) {
      return startUnlessDone(container, steps);
    }
    var kill = RunningRule.kill(container, running.get(), verdicts, RunningRule.Wording.REGULAR);
    if (kill.isEmpty()) {
      return true;
    }
    var again = RunningRule.restarts(pod, container, kill.get());
    steps.kill(again ? RunningRule.announcingRestart(kill.get()) : kill.get());
    if (again) {
      steps.start(container);
    }
    return again;
  }

  private boolean startUnlessDone(PodContainer container, Steps steps) {
    if (!Restarts.wanted(pod, container, observed)) {
      return false;
    }
    observed
        .latest(container.name())
        .filter(latest -> latest.state() instanceof State.Unknown)
        .map(latest -> RunningRule.unknown(container, latest, RunningRule.Wording.REGULAR))
        .ifPresent(steps::kill);
    steps.start(container);
    return true;
  }

  private static Plan stop() {
    return new Plan(new SandboxStep.Stop(), List.of(), List.of());
  }

  private Start start(PodContainer container) {
    return new Start(container, Restarts.nextAttempt(pod, container, observed));
  }

  /// Collects the steps within a sandbox.
  static final class Steps {
    private final Pod pod;
    private final PodObservation observed;
    private final List<Kill> kills = new ArrayList<>();
    private final List<Start> starts = new ArrayList<>();

    Steps(Pod pod, PodObservation observed) {
      this.pod = pod;
      this.observed = observed;
    }

    void kill(Kill kill) {
      kills.add(kill);
    }

    void start(PodContainer container) {
      starts.add(new Start(container, Restarts.nextAttempt(pod, container, observed)));
    }

    Plan plan(SandboxId sandbox) {
      return new Plan(new SandboxStep.Keep(sandbox), List.copyOf(kills), List.copyOf(starts));
    }
  }
}
