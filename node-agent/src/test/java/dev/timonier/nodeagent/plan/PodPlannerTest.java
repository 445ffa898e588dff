package dev.timonier.nodeagent.plan;

import static dev.timonier.nodeagent.fixture.Pods.bound;
import static dev.timonier.nodeagent.fixture.Pods.container;
import static dev.timonier.nodeagent.fixture.Pods.containerBuilder;
import static dev.timonier.nodeagent.fixture.Pods.sidecar;
import static dev.timonier.nodeagent.fixture.Pods.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.nodeagent.fixture.FixedVerdicts;
import dev.timonier.nodeagent.fixture.Observations;
import dev.timonier.nodeagent.fixture.Pods;
import dev.timonier.nodeagent.plan.Plan.SandboxStep;
import dev.timonier.nodeagent.runtime.ContainerStatus.State;
import dev.timonier.nodeagent.runtime.SandboxId;
import io.fabric8.kubernetes.api.model.ContainerRestartRuleBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PodPlannerTest {
  private static final SandboxId FIRST = new SandboxId("sandbox-0");

  /// A plan in short: the sandbox step, then kills as `-name` and starts as `+name#attempt`.
  private static String inShort(Pod pod, PodObservation observed, Verdicts verdicts) {
    var plan = PodPlanner.plan(pod, observed, verdicts);
    var sandbox =
        switch (plan.sandbox()) {
          case SandboxStep.Keep _ -> "keep";
          case SandboxStep.Create create -> "create#" + create.attempt();
          case SandboxStep.Stop _ -> "stop";
        };
    var kills = plan.kills().stream().map(kill -> "-" + kill.spec().name());
    var starts = plan.starts().stream().map(s -> "+" + s.container().name() + "#" + s.attempt());
    return String.join(
        " ", Stream.of(Stream.of(sandbox), kills, starts).flatMap(Function.identity()).toList());
  }

  record Case(String name, Pod pod, Function<Observations, Observations> runtime, String plan) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Pod withPolicy(String policy) {
    return new PodBuilder(web()).editSpec().withRestartPolicy(policy).endSpec().build();
  }

  private static Pod initialized(String policy) {
    return bound("web")
        .editSpec()
        .withRestartPolicy(policy)
        .addToInitContainers(container("one"), container("two"))
        .addToContainers(container("web"))
        .endSpec()
        .build();
  }

  private static Pod withSidecar(String policy) {
    return bound("web")
        .editSpec()
        .withRestartPolicy(policy)
        .addToInitContainers(sidecar("proxy"), container("setup"))
        .addToContainers(container("web"))
        .endSpec()
        .build();
  }

  private static Pod pair(String policy) {
    return bound("web")
        .editSpec()
        .withRestartPolicy(policy)
        .addToContainers(container("a"), container("b"))
        .endSpec()
        .build();
  }

  static List<Case> regularContainers() {
    return List.of(
        new Case("nothing there yet", web(), o -> o, "create#0 +web#0"),
        new Case("sandbox without containers", web(), o -> o.sandbox(), "keep +web#0"),
        new Case("all runs", web(), o -> o.sandbox().running("web"), "keep"),
        new Case("Always, exit 0", web(), o -> o.sandbox().exited("web", 0), "keep +web#1"),
        new Case("Always, exit 1", web(), o -> o.sandbox().exited("web", 1), "keep +web#1"),
        new Case(
            "OnFailure, exit 0",
            withPolicy("OnFailure"),
            o -> o.sandbox().exited("web", 0),
            "stop"),
        new Case(
            "OnFailure, exit 1",
            withPolicy("OnFailure"),
            o -> o.sandbox().exited("web", 1),
            "keep +web#1"),
        new Case("Never, exit 0", withPolicy("Never"), o -> o.sandbox().exited("web", 0), "stop"),
        new Case("Never, exit 1", withPolicy("Never"), o -> o.sandbox().exited("web", 1), "stop"),
        new Case(
            "Never, one of two ended",
            pair("Never"),
            o -> o.sandbox().exited("a", 1).running("b"),
            "keep"),
        new Case(
            "restart counts go on",
            web(),
            o -> o.sandbox().exited("web", 0, 1).exited("web", 1, 1),
            "keep +web#2"),
        new Case(
            "created but never started",
            web(),
            o -> o.sandbox().container("web", 0, new State.Created()),
            "keep +web#1"),
        new Case(
            "lost sight of",
            web(),
            o -> o.sandbox().container("web", 0, new State.Unknown()),
            "keep -web +web#1"),
        new Case("changed image", web(), o -> o.sandbox().outdated("web"), "keep -web +web#1"),
        new Case(
            "changed image under Never",
            withPolicy("Never"),
            o -> o.sandbox().outdated("web"),
            "keep -web +web#1"));
  }

  static List<Case> sandboxes() {
    return List.of(
        new Case("lost sandbox", web(), o -> o.deadSandbox().exited("web", 137), "create#1 +web#1"),
        new Case(
            "lost sandbox, container still seen running",
            web(),
            o -> o.deadSandbox().running("web"),
            "create#1 +web#1"),
        new Case(
            "lost sandbox under Never",
            withPolicy("Never"),
            o -> o.deadSandbox().exited("web", 137),
            "stop"),
        new Case(
            "sandbox lost under Never before any container was made",
            withPolicy("Never"),
            o -> o.deadSandbox(),
            "create#1 +web#0"),
        new Case(
            "OnFailure starts only what did not succeed",
            pair("OnFailure"),
            o -> o.deadSandbox().exited("a", 0).exited("b", 137),
            "create#1 +b#1"),
        new Case(
            "OnFailure, all succeeded",
            pair("OnFailure"),
            o -> o.deadSandbox().exited("a", 0).exited("b", 0),
            "stop"),
        new Case(
            "init containers run again in the new sandbox",
            initialized("Always"),
            o -> o.deadSandbox().exited("one", 0).exited("two", 0).exited("web", 137),
            "create#1 +one#1"),
        new Case(
            "and don't count from the old one",
            initialized("Always"),
            o ->
                o.deadSandbox()
                    .exited("one", 0)
                    .exited("two", 0)
                    .exited("web", 137)
                    .sandbox()
                    .exited("one", 1, 0),
            "keep +two#1"),
        new Case("two ready sandboxes", web(), o -> o.sandbox().sandbox(), "create#2 +web#0"));
  }

  static List<Case> initContainers() {
    return List.of(
        new Case("first", initialized("Always"), o -> o, "create#0 +one#0"),
        new Case("first within sandbox", initialized("Always"), o -> o.sandbox(), "keep +one#0"),
        new Case("runs", initialized("Always"), o -> o.sandbox().running("one"), "keep"),
        new Case("next", initialized("Always"), o -> o.sandbox().exited("one", 0), "keep +two#0"),
        new Case("failed", initialized("Always"), o -> o.sandbox().exited("one", 1), "keep +one#1"),
        new Case(
            "failed under OnFailure",
            initialized("OnFailure"),
            o -> o.sandbox().exited("one", 1),
            "keep +one#1"),
        new Case(
            "failed under Never", initialized("Never"), o -> o.sandbox().exited("one", 1), "stop"),
        new Case(
            "all done",
            initialized("Never"),
            o -> o.sandbox().exited("one", 0).exited("two", 0),
            "keep +web#0"),
        new Case(
            "earlier ones were cleaned away",
            initialized("Never"),
            o -> o.sandbox().exited("two", 0),
            "keep +web#0"),
        new Case(
            "all were cleaned away while the pod runs",
            initialized("Always"),
            o -> o.sandbox().running("web"),
            "keep"),
        new Case(
            "lost sight of under Never",
            initialized("Never"),
            o -> o.sandbox().container("one", 0, new State.Unknown()),
            "stop"),
        new Case(
            "lost sight of",
            initialized("Always"),
            o -> o.sandbox().container("one", 0, new State.Unknown()),
            "keep -one +one#1"));
  }

  static List<Case> sidecars() {
    return List.of(
        new Case("comes first", withSidecar("Always"), o -> o, "create#0 +proxy#0"),
        new Case(
            "next one starts beside it",
            withSidecar("Always"),
            o -> o.sandbox().running("proxy"),
            "keep +setup#0"),
        new Case(
            "restarts while an init container runs",
            withSidecar("Never"),
            o -> o.sandbox().exited("proxy", 0).running("setup"),
            "keep +proxy#1"),
        new Case(
            "restarts while the pod runs, even under Never",
            withSidecar("Never"),
            o -> o.sandbox().exited("proxy", 1).exited("setup", 0).running("web"),
            "keep +proxy#1"),
        new Case(
            "ends with the pod",
            withSidecar("Never"),
            o -> o.sandbox().running("proxy").exited("setup", 0).exited("web", 0),
            "stop"),
        new Case(
            "is not restarted when the pod is over",
            withSidecar("OnFailure"),
            o -> o.sandbox().exited("proxy", 1).exited("setup", 0).exited("web", 0),
            "stop"));
  }

  @ParameterizedTest
  @MethodSource({"regularContainers", "sandboxes", "initContainers", "sidecars"})
  void plans(Case c) {
    var observed = c.runtime().apply(Observations.of(c.pod())).build();
    assertThat(inShort(c.pod(), observed, Verdicts.NONE)).isEqualTo(c.plan());
  }

  @Test
  void failedLivenessProbeRestartsTheContainer() {
    var observed = Observations.of(web()).sandbox().running("web").build();
    var verdicts = FixedVerdicts.liveness("web", Verdict.FAILURE);
    assertThat(inShort(web(), observed, verdicts)).isEqualTo("keep -web +web#1");
    assertThat(PodPlanner.plan(web(), observed, verdicts).kills().getFirst().message())
        .isEqualTo("Container web failed liveness probe, will be restarted");
  }

  @Test
  void failedLivenessProbeUnderNeverEndsThePod() {
    var pod = withPolicy("Never");
    var observed = Observations.of(pod).sandbox().running("web").build();
    var verdicts = FixedVerdicts.liveness("web", Verdict.FAILURE);
    assertThat(inShort(pod, observed, verdicts)).isEqualTo("stop");
  }

  @Test
  void failedLivenessProbeUnderNeverEndsOnlyThatContainer() {
    var pod = pair("Never");
    var observed = Observations.of(pod).sandbox().running("a").running("b").build();
    var plan = PodPlanner.plan(pod, observed, FixedVerdicts.liveness("a", Verdict.FAILURE));
    assertThat(plan.starts()).isEmpty();
    assertThat(plan.kills())
        .singleElement()
        .satisfies(k -> assertThat(k.message()).isEqualTo("Container a failed liveness probe"));
  }

  @Test
  void failedStartupProbeRestartsTheContainer() {
    var observed = Observations.of(web()).sandbox().running("web").build();
    var plan = PodPlanner.plan(web(), observed, FixedVerdicts.startup("web", Verdict.FAILURE));
    assertThat(plan.kills().getFirst().message())
        .isEqualTo("Container web failed startup probe, will be restarted");
  }

  @Test
  void nextInitContainerWaitsForTheSidecarsStartupProbe() {
    var pod =
        bound("web")
            .editSpec()
            .addToInitContainers(
                containerBuilder("proxy")
                    .withRestartPolicy("Always")
                    .withStartupProbe(new ProbeBuilder().withNewTcpSocket().endTcpSocket().build())
                    .build())
            .addToContainers(container("web"))
            .endSpec()
            .build();
    var observed = Observations.of(pod).sandbox().running("proxy").build();
    assertThat(inShort(pod, observed, Verdicts.NONE)).isEqualTo("keep");
    assertThat(inShort(pod, observed, FixedVerdicts.startup("proxy", Verdict.SUCCESS)))
        .isEqualTo("keep +web#0");
    assertThat(inShort(pod, observed, FixedVerdicts.startup("proxy", Verdict.FAILURE)))
        .isEqualTo("keep -proxy +proxy#1");
  }

  @Test
  void deletedPodStartsNothing() {
    var pod =
        new PodBuilder(web())
            .editMetadata()
            .withDeletionTimestamp("2026-01-01T00:00:00Z")
            .endMetadata()
            .build();
    var observed = Observations.of(pod).sandbox().exited("web", 1).build();
    assertThat(inShort(pod, observed, Verdicts.NONE)).isEqualTo("stop");
  }

  @Test
  void ephemeralContainerStartsOnceAndEvenWhileThePodInitializes() {
    var pod =
        new PodBuilder(initialized("Always"))
            .editSpec()
            .addNewEphemeralContainer()
            .withName("debug")
            .withImage("debug:1")
            .withTargetContainerName("web")
            .endEphemeralContainer()
            .endSpec()
            .build();
    var before = Observations.of(pod).sandbox().running("one").build();
    var after = Observations.of(pod).sandbox().running("one").exited("debug", 1).build();
    assertThat(inShort(pod, before, Verdicts.NONE)).isEqualTo("keep +debug#0");
    assertThat(inShort(pod, after, Verdicts.NONE)).isEqualTo("keep");
  }

  @Test
  void containersOwnRestartRulesOverrideItsPolicy() {
    var rule =
        new ContainerRestartRuleBuilder()
            .withAction("Restart")
            .withNewExitCodes()
            .withOperator("In")
            .withValues(42)
            .endExitCodes()
            .build();
    var pod =
        bound("web")
            .editSpec()
            .withRestartPolicy("Never")
            .addToContainers(
                containerBuilder("web")
                    .withRestartPolicy("Never")
                    .withRestartPolicyRules(rule)
                    .build())
            .endSpec()
            .build();
    var ruled = Observations.of(pod).sandbox().exited("web", 42).build();
    var other = Observations.of(pod).sandbox().exited("web", 1).build();
    assertThat(inShort(pod, ruled, Verdicts.NONE)).isEqualTo("keep +web#1");
    assertThat(inShort(pod, other, Verdicts.NONE)).isEqualTo("stop");
  }

  @Test
  void restartCountGoesOnWhenTheRuntimeForgotTheContainers() {
    var pod =
        new PodBuilder(web())
            .editStatus()
            .addNewContainerStatus()
            .withName("web")
            .withContainerID("runtime://lost")
            .withRestartCount(4)
            .endContainerStatus()
            .endStatus()
            .build();
    assertThat(inShort(pod, PodObservation.NOTHING, Verdicts.NONE)).isEqualTo("create#0 +web#5");
  }

  @Test
  void newSandboxNamesTheOneItReplaces() {
    var observed = Observations.of(web()).deadSandbox().exited("web", 137).build();
    assertThat(PodPlanner.plan(web(), observed, Verdicts.NONE).sandbox())
        .isEqualTo(new SandboxStep.Create(1, Optional.of(FIRST)));
  }

  @Test
  void podOnTheMachinesNetworkNeedsNoAddress() {
    var pod = new PodBuilder(Pods.web()).editSpec().withHostNetwork(true).endSpec().build();
    var observed = Observations.of(pod).sandbox().running("web").build();
    var sandbox = observed.sandboxes().getFirst();
    var withoutAddress =
        new dev.timonier.nodeagent.runtime.SandboxStatus(
            sandbox.id(),
            sandbox.pod(),
            sandbox.attempt(),
            sandbox.state(),
            sandbox.created(),
            List.of(),
            sandbox.labels(),
            sandbox.annotations());
    var machines = new PodObservation(List.of(withoutAddress), observed.containers());
    assertThat(inShort(pod, machines, Verdicts.NONE)).isEqualTo("keep");
    assertThat(inShort(web(), machines, Verdicts.NONE)).startsWith("create#1");
  }
}
