package dev.timonier.nodeagent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.nodeagent.fixture.Pods;
import dev.timonier.nodeagent.plan.Plan.SandboxStep;
import dev.timonier.nodeagent.spec.PodContainer;
import dev.timonier.nodeagent.spec.RestartPolicy;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Carries plans out against a model runtime in which containers die and sandboxes are lost at
/// random.
class PlanConvergenceTest {
  /// What happens between two plans.
  enum Fault {
    NOTHING,
    FIRST_SUCCEEDS,
    FIRST_FAILS,
    LAST_SUCCEEDS,
    LAST_FAILS,
    SANDBOX_DIES
  }

  @Provide
  Arbitrary<Pod> pods() {
    var policies = Arbitraries.of("Always", "OnFailure", "Never");
    var sidecars = Arbitraries.of(true, false).list().ofMaxSize(3);
    return Combinators.combine(policies, sidecars, Arbitraries.integers().between(1, 3))
        .as(PlanConvergenceTest::pod);
  }

  private static Pod pod(String policy, List<Boolean> sidecars, int regular) {
    var spec = Pods.bound("web").editSpec().withRestartPolicy(policy);
    for (var i = 0; i < sidecars.size(); i++) {
      spec.addToInitContainers(
          sidecars.get(i) ? Pods.sidecar("init-" + i) : Pods.container("init-" + i));
    }
    for (var i = 0; i < regular; i++) {
      spec.addToContainers(Pods.container("web-" + i));
    }
    return spec.endSpec().build();
  }

  @Property(tries = 400)
  void planNeverMakesTwoLiveContainersOfOneName(
      @ForAll("pods") Pod pod, @ForAll List<Fault> faults) {
    var runtime = new ModelRuntime(pod);
    for (var fault : faults) {
      runtime.carryOut(PodPlanner.plan(pod, runtime.observe(), Verdicts.NONE));
      runtime.suffer(fault);
    }
    assertThat(runtime.mostLiveOfOneName()).isLessThanOrEqualTo(1);
  }

  @Property(tries = 400)
  void regularContainerNeverRestartsWithinItsSandboxUnderNever(
      @ForAll("pods") Pod pod, @ForAll List<Fault> faults) {
    var runtime = new ModelRuntime(pod);
    for (var fault : faults) {
      var observed = runtime.observe();
      var plan = PodPlanner.plan(pod, observed, Verdicts.NONE);
      plan.starts().stream()
          .filter(start -> RestartPolicy.of(pod, start.container()) == RestartPolicy.NEVER)
          .forEach(start -> assertThat(observed.latest(start.container().name())).isEmpty());
      runtime.carryOut(plan);
      runtime.suffer(fault);
    }
  }

  @Property(tries = 400)
  void planConvergesOnceNothingFails(@ForAll("pods") Pod pod, @ForAll List<Fault> faults) {
    var runtime = new ModelRuntime(pod);
    for (var fault : faults) {
      runtime.carryOut(PodPlanner.plan(pod, runtime.observe(), Verdicts.NONE));
      runtime.suffer(fault);
    }
    for (var i = 0; i < 4 * PodContainer.all(pod).size() + 4; i++) {
      runtime.carryOut(PodPlanner.plan(pod, runtime.observe(), Verdicts.NONE));
      runtime.completeInitContainers();
    }
    var plan = PodPlanner.plan(pod, runtime.observe(), Verdicts.NONE);
    var over = plan.sandbox() instanceof SandboxStep.Stop && runtime.observe().isStopped();
    assertThat(plan.isEmpty() || over).isTrue();
    assertThat(over || runtime.allRegularRanOrRun()).isTrue();
  }
}
