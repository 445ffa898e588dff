package dev.timonier.nodeagent.status;

import static dev.timonier.nodeagent.fixture.Observations.START;
import static dev.timonier.nodeagent.fixture.Pods.bound;
import static dev.timonier.nodeagent.fixture.Pods.container;
import static dev.timonier.nodeagent.fixture.Pods.containerBuilder;
import static dev.timonier.nodeagent.fixture.Pods.sidecar;
import static dev.timonier.nodeagent.fixture.Pods.web;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.nodeagent.fixture.FixedVerdicts;
import dev.timonier.nodeagent.fixture.Observations;
import dev.timonier.nodeagent.plan.PodObservation;
import dev.timonier.nodeagent.plan.Verdict;
import dev.timonier.nodeagent.plan.Verdicts;
import dev.timonier.nodeagent.runtime.ContainerStatus.State;
import dev.timonier.nodeagent.status.StatusInput.Ending;
import dev.timonier.nodeagent.status.StatusInput.Waiting;
import dev.timonier.nodeagent.status.StatusInput.Work;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PodStatusGeneratorTest {
  private final PodStatusGenerator generator =
      new PodStatusGenerator("timonier", TerminationMessages.NONE);

  private static StatusInput input(Pod pod, PodObservation observed) {
    return new StatusInput(
        pod,
        pod.getStatus(),
        observed,
        Verdicts.NONE,
        Map.of(),
        List.of("192.0.2.1"),
        Work.GOING_ON,
        Optional.empty(),
        START.plusSeconds(60));
  }

  private static StatusInput with(StatusInput input, Verdicts verdicts) {
    return new StatusInput(
        input.pod(),
        input.previous(),
        input.observed(),
        verdicts,
        input.waiting(),
        input.hostAddresses(),
        input.work(),
        input.ending(),
        input.now());
  }

  private static StatusInput with(StatusInput input, Map<String, Waiting> waiting) {
    return new StatusInput(
        input.pod(),
        input.previous(),
        input.observed(),
        input.verdicts(),
        waiting,
        input.hostAddresses(),
        input.work(),
        input.ending(),
        input.now());
  }

  private static StatusInput with(StatusInput input, PodStatus previous) {
    return new StatusInput(
        input.pod(),
        previous,
        input.observed(),
        input.verdicts(),
        input.waiting(),
        input.hostAddresses(),
        input.work(),
        input.ending(),
        input.now());
  }

  private static StatusInput over(StatusInput input) {
    return new StatusInput(
        input.pod(),
        input.previous(),
        input.observed(),
        input.verdicts(),
        input.waiting(),
        input.hostAddresses(),
        Work.OVER,
        input.ending(),
        input.now());
  }

  private static StatusInput with(StatusInput input, Ending ending) {
    return new StatusInput(
        input.pod(),
        input.previous(),
        input.observed(),
        input.verdicts(),
        input.waiting(),
        input.hostAddresses(),
        input.work(),
        Optional.of(ending),
        input.now());
  }

  /// `phase; name=state ready/started …; condition=status(reason) …`.
  private String inShort(StatusInput input) {
    var status = generator.generate(input);
    var containers =
        Stream.concat(
                status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream())
            .map(PodStatusGeneratorTest::inShort)
            .collect(joining(" "));
    return status.getPhase() + "; " + containers;
  }

  private static String inShort(ContainerStatus status) {
    var flags = (status.getReady() ? "R" : "-") + (status.getStarted() ? "S" : "-");
    var last = inShort(status.getLastState());
    return status.getName()
        + "="
        + inShort(status.getState())
        + (last.isEmpty() ? "" : "<" + last)
        + "/"
        + flags
        + "#"
        + status.getRestartCount();
  }

  private static String inShort(ContainerState state) {
    if (state.getRunning() != null) {
      return "running";
    }
    if (state.getTerminated() != null) {
      return state.getTerminated().getReason() + state.getTerminated().getExitCode();
    }
    return state.getWaiting() == null ? "" : state.getWaiting().getReason();
  }

  private String conditions(StatusInput input) {
    return generator.generate(input).getConditions().stream()
        .map(
            c ->
                c.getType()
                    + "="
                    + c.getStatus()
                    + (c.getReason() == null ? "" : "(" + c.getReason() + ")"))
        .collect(joining(" "));
  }

  private static Pod withPolicy(Pod pod, String policy) {
    return new PodBuilder(pod).editSpec().withRestartPolicy(policy).endSpec().build();
  }

  private static Pod initialized() {
    return bound("web")
        .editSpec()
        .addToInitContainers(container("init"))
        .addToContainers(container("web"))
        .endSpec()
        .build();
  }

  private static Pod withSidecar() {
    return bound("web")
        .editSpec()
        .addToInitContainers(sidecar("proxy"))
        .addToContainers(container("web"))
        .endSpec()
        .build();
  }

  record Case(String name, Pod pod, Function<Observations, Observations> runtime, String status) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    return List.of(
        new Case("new", web(), o -> o, "Pending; web=ContainerCreating/--#0"),
        new Case("runs", web(), o -> o.sandbox().running("web"), "Running; web=running/RS#0"),
        new Case(
            "ended and will restart",
            web(),
            o -> o.sandbox().exited("web", 1),
            "Running; web=Error1/--#0"),
        new Case(
            "restarted",
            web(),
            o -> o.sandbox().exited("web", 0, 3).running("web", 1),
            "Running; web=running<Error3/RS#1"),
        new Case(
            "succeeded under Never",
            withPolicy(web(), "Never"),
            o -> o.sandbox().exited("web", 0),
            "Succeeded; web=Completed0/--#0"),
        new Case(
            "failed under Never",
            withPolicy(web(), "Never"),
            o -> o.sandbox().exited("web", 2),
            "Failed; web=Error2/--#0"),
        new Case(
            "succeeded under OnFailure",
            withPolicy(web(), "OnFailure"),
            o -> o.sandbox().exited("web", 0),
            "Succeeded; web=Completed0/--#0"),
        new Case(
            "failed under OnFailure",
            withPolicy(web(), "OnFailure"),
            o -> o.sandbox().exited("web", 2),
            "Running; web=Error2/--#0"),
        new Case(
            "with init container",
            initialized(),
            o -> o,
            "Pending; init=PodInitializing/--#0 web=PodInitializing/--#0"),
        new Case(
            "init container runs",
            initialized(),
            o -> o.sandbox().running("init"),
            "Pending; init=running/-S#0 web=PodInitializing/--#0"),
        new Case(
            "init container done",
            initialized(),
            o -> o.sandbox().exited("init", 0),
            "Pending; init=Completed0/R-#0 web=PodInitializing/--#0"),
        new Case(
            "init container done, main one runs",
            initialized(),
            o -> o.sandbox().exited("init", 0).running("web"),
            "Running; init=Completed0/R-#0 web=running/RS#0"),
        new Case(
            "init container failed",
            initialized(),
            o -> o.sandbox().exited("init", 1),
            "Pending; init=Error1/--#0 web=PodInitializing/--#0"),
        new Case(
            "init container failed under Never",
            withPolicy(initialized(), "Never"),
            o -> o.sandbox().exited("init", 1),
            "Failed; init=Error1/--#0 web=PodInitializing/--#0"),
        new Case(
            "sidecar runs",
            withSidecar(),
            o -> o.sandbox().running("proxy"),
            "Pending; proxy=running/RS#0 web=PodInitializing/--#0"),
        new Case(
            "sidecar and container run",
            withSidecar(),
            o -> o.sandbox().running("proxy").running("web"),
            "Running; proxy=running/RS#0 web=running/RS#0"),
        new Case(
            "sidecar killed after the pod succeeded",
            withPolicy(withSidecar(), "Never"),
            o -> o.deadSandbox().exited("proxy", 137).exited("web", 0),
            "Succeeded; proxy=Error137/--#0 web=Completed0/--#0"),
        new Case(
            "one of two runs",
            withPolicy(
                bound("web")
                    .editSpec()
                    .addToContainers(container("b"), container("a"))
                    .endSpec()
                    .build(),
                "Never"),
            o -> o.sandbox().exited("b", 1).running("a"),
            "Running; a=running/RS#0 b=Error1/--#0"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void generates(Case c) {
    assertThat(inShort(input(c.pod(), c.runtime().apply(Observations.of(c.pod())).build())))
        .isEqualTo(c.status());
  }

  @Test
  void containerThatCannotStartWaitsWithTheReason() {
    var observed = Observations.of(web()).sandbox().build();
    var waiting = Map.of("web", new Waiting("ErrImagePull", "not found"));
    var status = generator.generate(with(input(web(), observed), waiting));
    assertThat(status.getPhase()).isEqualTo("Pending");
    var state = status.getContainerStatuses().getFirst().getState().getWaiting();
    assertThat(state.getReason()).isEqualTo("ErrImagePull");
    assertThat(state.getMessage()).isEqualTo("not found");
  }

  @Test
  void crashedContainerWaitsAndShowsHowItEnded() {
    var observed = Observations.of(web()).sandbox().exited("web", 1).build();
    var waiting = Map.of("web", new Waiting("CrashLoopBackOff", "back-off 10s"));
    assertThat(inShort(with(input(web(), observed), waiting)))
        .isEqualTo("Running; web=CrashLoopBackOff<Error1/--#0");
  }

  @Test
  void doneContainerDoesNotWaitWhateverReasonIsLeft() {
    var pod = withPolicy(web(), "Never");
    var observed = Observations.of(pod).sandbox().exited("web", 0).build();
    var waiting = Map.of("web", new Waiting("CrashLoopBackOff", "back-off 10s"));
    assertThat(inShort(with(input(pod, observed), waiting)))
        .isEqualTo("Succeeded; web=Completed0/--#0");
  }

  @Test
  void runningContainerIsReadyOnlyWhenItsProbesSaySo() {
    var probe = new ProbeBuilder().withNewTcpSocket().endTcpSocket().build();
    var pod =
        bound("web")
            .editSpec()
            .addToContainers(containerBuilder("web").withReadinessProbe(probe).build())
            .endSpec()
            .build();
    var observed = Observations.of(pod).sandbox().running("web").build();
    var input = input(pod, observed);
    assertThat(inShort(input)).isEqualTo("Running; web=running/-S#0");
    assertThat(inShort(with(input, FixedVerdicts.readiness("web", Verdict.FAILURE))))
        .isEqualTo("Running; web=running/-S#0");
    assertThat(inShort(with(input, FixedVerdicts.readiness("web", Verdict.SUCCESS))))
        .isEqualTo("Running; web=running/RS#0");
  }

  @Test
  void containerIsNotStartedBeforeItsStartupProbeSucceeded() {
    var probe = new ProbeBuilder().withNewTcpSocket().endTcpSocket().build();
    var pod =
        bound("web")
            .editSpec()
            .addToContainers(containerBuilder("web").withStartupProbe(probe).build())
            .endSpec()
            .build();
    var input = input(pod, Observations.of(pod).sandbox().running("web").build());
    assertThat(inShort(input)).isEqualTo("Running; web=running/--#0");
    assertThat(inShort(with(input, FixedVerdicts.startup("web", Verdict.SUCCESS))))
        .isEqualTo("Running; web=running/RS#0");
  }

  @Test
  void conditionsOfNewPod() {
    assertThat(conditions(input(web(), PodObservation.NOTHING)))
        .isEqualTo(
            "PodReadyToStartContainers=False Initialized=True Ready=False(ContainersNotReady)"
                + " ContainersReady=False(ContainersNotReady) PodScheduled=True");
  }

  @Test
  void conditionsOfRunningPod() {
    var observed = Observations.of(web()).sandbox().running("web").build();
    assertThat(conditions(input(web(), observed)))
        .isEqualTo(
            "PodReadyToStartContainers=True Initialized=True Ready=True ContainersReady=True"
                + " PodScheduled=True");
  }

  @Test
  void conditionsOfInitializingPod() {
    var observed = Observations.of(initialized()).sandbox().running("init").build();
    var input = input(initialized(), observed);
    assertThat(conditions(input))
        .isEqualTo(
            "PodReadyToStartContainers=True Initialized=False(ContainersNotInitialized)"
                + " Ready=False(ContainersNotReady) ContainersReady=False(ContainersNotReady)"
                + " PodScheduled=True");
    assertThat(generator.generate(input).getConditions())
        .extracting(PodCondition::getMessage)
        .contains(
            "containers with incomplete status: [init]", "containers with unready status: [web]");
  }

  @Test
  void conditionsOfSucceededPod() {
    var pod = withPolicy(web(), "Never");
    var observed = Observations.of(pod).deadSandbox().exited("web", 0).build();
    assertThat(conditions(input(pod, observed)))
        .isEqualTo(
            "PodReadyToStartContainers=False Initialized=True(PodCompleted)"
                + " Ready=False(PodCompleted) ContainersReady=False(PodCompleted)"
                + " PodScheduled=True");
  }

  @Test
  void conditionsOfFailedPod() {
    var pod = withPolicy(web(), "Never");
    var observed = Observations.of(pod).deadSandbox().exited("web", 1).build();
    assertThat(conditions(input(pod, observed)))
        .contains("Ready=False(PodFailed) ContainersReady=False(PodFailed)");
  }

  @Test
  void readinessGateHoldsThePodBack() {
    var pod =
        new PodBuilder(web()).editSpec().addNewReadinessGate("example.com/lb").endSpec().build();
    var observed = Observations.of(pod).sandbox().running("web").build();
    var ready = condition(generator.generate(input(pod, observed)), "Ready");
    assertThat(ready.getReason()).isEqualTo("ReadinessGatesNotReady");
    assertThat(ready.getMessage())
        .isEqualTo(
            "corresponding condition of pod readiness gate \"example.com/lb\" does not exist.");
  }

  @Test
  void openReadinessGateLetsThePodBeReadyAndStaysInItsStatus() {
    var gate = new PodConditionBuilder().withType("example.com/lb").withStatus("True").build();
    var pod =
        new PodBuilder(web())
            .editSpec()
            .addNewReadinessGate("example.com/lb")
            .endSpec()
            .editStatus()
            .addToConditions(gate)
            .endStatus()
            .build();
    var observed = Observations.of(pod).sandbox().running("web").build();
    var status = generator.generate(input(pod, observed));
    assertThat(condition(status, "Ready").getStatus()).isEqualTo("True");
    assertThat(status.getConditions()).contains(gate);
  }

  @Test
  void closedReadinessGateIsNamed() {
    var gate = new PodConditionBuilder().withType("example.com/lb").withStatus("False").build();
    var pod =
        new PodBuilder(web())
            .editSpec()
            .addNewReadinessGate("example.com/lb")
            .endSpec()
            .editStatus()
            .addToConditions(gate)
            .endStatus()
            .build();
    var observed = Observations.of(pod).sandbox().running("web").build();
    assertThat(condition(generator.generate(input(pod, observed)), "Ready").getMessage())
        .isEqualTo(
            "the status of pod readiness gate \"example.com/lb\" is not \"True\", but False");
  }

  @Test
  void conditionKeepsItsTransitionTimeWhileItsStatusStays() {
    var observed = Observations.of(web()).sandbox().build();
    var before = generator.generate(input(web(), observed));
    var after =
        generator.generate(
            with(input(web(), Observations.of(web()).sandbox().running("web").build()), before));
    assertThat(condition(after, "Initialized").getLastTransitionTime())
        .isEqualTo(condition(before, "Initialized").getLastTransitionTime());
    assertThat(condition(after, "Ready").getObservedGeneration()).isEqualTo(1);
  }

  @Test
  void addressesComeFromSandboxAndNode() {
    var status =
        generator.generate(input(web(), Observations.of(web()).sandbox().running("web").build()));
    assertThat(status.getHostIP()).isEqualTo("192.0.2.1");
    assertThat(status.getHostIPs()).extracting("ip").containsExactly("192.0.2.1");
    assertThat(status.getPodIP()).isEqualTo("10.0.0.2");
    assertThat(status.getPodIPs()).extracting(PodIP::getIp).containsExactly("10.0.0.2");
    assertThat(status.getStartTime()).isEqualTo("2026-01-01T00:01:00Z");
    assertThat(status.getQosClass()).isEqualTo("BestEffort");
  }

  @Test
  void podOnTheMachinesNetworkHasItsAddress() {
    var pod = new PodBuilder(web()).editSpec().withHostNetwork(true).endSpec().build();
    assertThat(generator.generate(input(pod, PodObservation.NOTHING)).getPodIP())
        .isEqualTo("192.0.2.1");
  }

  @Test
  void podThatIsOverKeepsItsAddress() {
    var pod = withPolicy(web(), "Never");
    var before = generator.generate(input(pod, Observations.of(pod).sandbox().build()));
    var after = generator.generate(over(with(input(pod, PodObservation.NOTHING), before)));
    assertThat(after.getPodIP()).isEqualTo("10.0.0.2");
  }

  @Test
  void terminalPhaseStays() {
    var pod = withPolicy(web(), "Never");
    var before = new PodStatusBuilder().withPhase("Failed").withReason("Evicted").build();
    var status =
        generator.generate(
            with(input(pod, Observations.of(pod).sandbox().running("web").build()), before));
    assertThat(status.getPhase()).isEqualTo("Failed");
    assertThat(status.getReason()).isEqualTo("Evicted");
  }

  @Test
  void endingFailsThePodWithItsReason() {
    var input = input(web(), Observations.of(web()).sandbox().running("web").build());
    var status =
        generator.generate(
            with(input, new Ending("DeadlineExceeded", "Pod was active on the node too long")));
    assertThat(status.getPhase()).isEqualTo("Failed");
    assertThat(status.getReason()).isEqualTo("DeadlineExceeded");
    assertThat(status.getMessage()).isEqualTo("Pod was active on the node too long");
  }

  @Test
  void deletedPodWhoseContainersWereKilledIsOver() {
    var input = input(web(), Observations.of(web()).deadSandbox().exited("web", 137).build());
    assertThat(inShort(over(input))).isEqualTo("Failed; web=Error137/--#0");
    var clean = input(web(), Observations.of(web()).deadSandbox().exited("web", 0).build());
    assertThat(inShort(over(clean))).isEqualTo("Succeeded; web=Completed0/--#0");
  }

  @Test
  void containerThatTheRuntimeLostCountsAsRestart() {
    var before =
        generator.generate(input(web(), Observations.of(web()).sandbox().running("web").build()));
    assertThat(inShort(with(input(web(), PodObservation.NOTHING), before)))
        .isEqualTo("Running; web=ContainerCreating<ContainerStatusUnknown137/--#1");
  }

  @Test
  void endedContainerThatTheRuntimeForgotKeepsItsStatus() {
    var pod = withPolicy(web(), "Never");
    var before =
        generator.generate(input(pod, Observations.of(pod).sandbox().exited("web", 0).build()));
    assertThat(inShort(over(with(input(pod, PodObservation.NOTHING), before))))
        .isEqualTo("Succeeded; web=Completed0/--#0");
  }

  @Test
  void lastWordsFollowTheRuntimesMessage() {
    var words = new PodStatusGenerator("timonier", _ -> "no space left");
    var observed =
        Observations.of(web())
            .sandbox()
            .container("web", 0, new State.Exited(START, START, 1, "Error", ""))
            .build();
    var state = words.generate(input(web(), observed)).getContainerStatuses().getFirst().getState();
    assertThat(state.getTerminated().getMessage()).isEqualTo("no space left");
    assertThat(state.getTerminated().getContainerID()).isEqualTo("timonier://web-0");
  }

  private static PodCondition condition(PodStatus status, String type) {
    return status.getConditions().stream()
        .filter(c -> c.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }
}
