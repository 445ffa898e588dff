package dev.timonier.nodeagent.plan;

import dev.timonier.nodeagent.fixture.Observations;
import dev.timonier.nodeagent.plan.Plan.SandboxStep;
import dev.timonier.nodeagent.spec.ContainerRole;
import dev.timonier.nodeagent.spec.PodContainer;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A runtime of one pod that only remembers.
final class ModelRuntime {
  private static final class Running {
    final String name;
    final int attempt;
    final int sandbox;
    Optional<Integer> exitCode = Optional.empty();

    Running(String name, int attempt, int sandbox) {
      this.name = name;
      this.attempt = attempt;
      this.sandbox = sandbox;
    }
  }

  private final Pod pod;
  private final List<Boolean> sandboxes = new ArrayList<>();
  private final List<Running> containers = new ArrayList<>();
  private long mostLive;

  ModelRuntime(Pod pod) {
    this.pod = pod;
  }

  PodObservation observe() {
    var observed = Observations.of(pod);
    for (var sandbox = 0; sandbox < sandboxes.size(); sandbox++) {
      observed = sandboxes.get(sandbox) ? observed.sandbox() : observed.deadSandbox();
      for (var container : containers) {
        if (container.sandbox == sandbox) {
          observed =
              container.exitCode.isPresent()
                  ? observed.exited(container.name, container.attempt, container.exitCode.get())
                  : observed.running(container.name, container.attempt);
        }
      }
    }
    return observed.build();
  }

  void carryOut(Plan plan) {
    switch (plan.sandbox()) {
      case SandboxStep.Keep _ -> {}
      case SandboxStep.Stop _ -> stopAll();
      case SandboxStep.Create _ -> {
        stopAll();
        sandboxes.add(true);
      }
    }
    plan.kills().forEach(kill -> end(kill.container().name(), 137));
    for (var start : plan.starts()) {
      containers.add(new Running(start.container().name(), start.attempt(), sandboxes.size() - 1));
    }
    mostLive = Math.max(mostLive, liveOfOneName());
  }

  void suffer(PlanConvergenceTest.Fault fault) {
    var live = containers.stream().filter(c -> c.exitCode.isEmpty()).toList();
    switch (fault) {
      case NOTHING -> {}
      case FIRST_SUCCEEDS -> live.stream().findFirst().ifPresent(c -> c.exitCode = Optional.of(0));
      case FIRST_FAILS -> live.stream().findFirst().ifPresent(c -> c.exitCode = Optional.of(1));
      case LAST_SUCCEEDS ->
          live.stream().skip(skip(live)).forEach(c -> c.exitCode = Optional.of(0));
      case LAST_FAILS -> live.stream().skip(skip(live)).forEach(c -> c.exitCode = Optional.of(1));
      case SANDBOX_DIES -> stopAll();
    }
  }

  void completeInitContainers() {
    PodContainer.initial(pod).stream()
        .filter(container -> container.is(ContainerRole.INIT))
        .forEach(container -> end(container.name(), 0));
  }

  boolean allRegularRanOrRun() {
    return PodContainer.regular(pod).stream()
        .allMatch(c -> containers.stream().anyMatch(made -> made.name.equals(c.name())));
  }

  long mostLiveOfOneName() {
    return mostLive;
  }

  private static long skip(List<Running> live) {
    return Math.max(0, live.size() - 1);
  }

  private long liveOfOneName() {
    return containers.stream()
        .filter(c -> c.exitCode.isEmpty())
        .collect(Collectors.groupingBy(c -> c.name, Collectors.counting()))
        .values()
        .stream()
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }

  private void end(String name, int code) {
    containers.stream()
        .filter(c -> c.name.equals(name) && c.exitCode.isEmpty())
        .forEach(c -> c.exitCode = Optional.of(code));
  }

  private void stopAll() {
    sandboxes.replaceAll(_ -> false);
    containers.stream()
        .filter(c -> c.exitCode.isEmpty())
        .forEach(c -> c.exitCode = Optional.of(137));
  }
}
