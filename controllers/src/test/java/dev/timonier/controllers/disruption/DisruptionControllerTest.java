package dev.timonier.controllers.disruption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.controllers.fixture.Network;
import dev.timonier.controllers.fixture.Samples;
import dev.timonier.controllers.runtime.Owners;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DisruptionControllerTest {
  private final ControlPlane plane = new ControlPlane();

  @BeforeEach
  void start() {
    plane.run(context -> DisruptionController.create(context, 1));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void podsBeyondTheMinimumMayGo() {
    pod("a", "True");
    pod("b", "True");
    pod("c", "False");
    var budget = create(b -> b.editSpec().withMinAvailable(new IntOrString(1)).endSpec());
    assertThat(numbers(budget)).isEqualTo("expected 3 desired 1 healthy 2 allowed 1");
    assertThat(condition(budget).getStatus()).isEqualTo("True");
    assertThat(condition(budget).getReason()).isEqualTo("SufficientPods");
    plane.client().pods().inNamespace("default").withName("a").withGracePeriod(0).delete();
    plane.settle();
    assertThat(numbers(budget)).isEqualTo("expected 2 desired 1 healthy 1 allowed 0");
    assertThat(condition(budget).getReason()).isEqualTo("InsufficientPods");
  }

  @Test
  void shareIsOfWhatTheControllersWant() {
    var set = plane.api().create(set(5));
    owned(pod("a", "True"), set);
    owned(pod("b", "True"), set);
    var least = create(b -> b.editSpec().withMinAvailable(new IntOrString("50%")).endSpec());
    assertThat(numbers(least)).isEqualTo("expected 5 desired 3 healthy 2 allowed 0");
    plane.edit(set, s -> new ReplicaSetBuilder(s).editSpec().withReplicas(2).endSpec().build());
    plane.settle();
    assertThat(numbers(least)).isEqualTo("expected 2 desired 1 healthy 2 allowed 1");
  }

  @Test
  void mostThatMayBeAwayIsHeeded() {
    var set = plane.api().create(set(3));
    owned(pod("a", "True"), set);
    owned(pod("b", "True"), set);
    owned(pod("c", "True"), set);
    var budget = create(b -> b.editSpec().withMaxUnavailable(new IntOrString("30%")).endSpec());
    assertThat(numbers(budget)).isEqualTo("expected 3 desired 2 healthy 3 allowed 1");
  }

  @Test
  void evictedPodDoesNotCountUntilItsTimeIsOver() {
    pod("a", "True");
    pod("b", "True");
    var budget = create(b -> b.editSpec().withMinAvailable(new IntOrString(1)).endSpec());
    var evicted =
        new PodDisruptionBudgetBuilder(plane.read(budget))
            .editStatus()
            .withDisruptedPods(Map.of("a", plane.time().instant().toString()))
            .endStatus()
            .build();
    plane.client().resource(evicted).updateStatus();
    plane.settle();
    assertThat(numbers(budget)).isEqualTo("expected 2 desired 1 healthy 1 allowed 0");
    plane.pass(Duration.ofMinutes(2));
    assertThat(numbers(budget)).isEqualTo("expected 2 desired 1 healthy 2 allowed 1");
    assertThat(status(budget).getDisruptedPods()).isEmpty();
  }

  @Test
  void podsOfUnknownControllersMakeTheBudgetRefuse() {
    var pod = pod("a", "True");
    var owner = plane.api().create(Samples.pod("owner", "other"));
    owned(pod, owner);
    var budget = create(b -> b.editSpec().withMaxUnavailable(new IntOrString(1)).endSpec());
    assertThat(condition(budget).getReason()).isEqualTo("SyncFailed");
    assertThat(condition(budget).getMessage())
        .isEqualTo("pods does not implement the scale subresource");
    assertThat(status(budget).getDisruptionsAllowed()).isZero();
  }

  @Test
  void budgetWithoutPodsAllowsNothing() {
    var budget = create(b -> b.editSpec().withMinAvailable(new IntOrString(0)).endSpec());
    assertThat(numbers(budget)).isEqualTo("expected 0 desired 0 healthy 0 allowed 0");
    assertThat(plane.events()).contains("NoPods No matching pods found");
  }

  @Test
  void announcedDisruptionThatNeverCameIsTakenBack() {
    var pod = pod("a", "True");
    plane
        .client()
        .resource(
            new PodBuilder(pod)
                .editStatus()
                .addNewCondition()
                .withType("DisruptionTarget")
                .withStatus("True")
                .withLastTransitionTime(plane.time().instant().toString())
                .endCondition()
                .endStatus()
                .build())
        .updateStatus();
    plane.pass(Duration.ofSeconds(119));
    assertThat(announcement(pod)).isEqualTo("True");
    plane.pass(Duration.ofSeconds(1));
    assertThat(announcement(pod)).isEqualTo("False");
  }

  private String announcement(Pod pod) {
    return plane.read(pod).getStatus().getConditions().stream()
        .filter(c -> c.getType().equals("DisruptionTarget"))
        .findFirst()
        .orElseThrow()
        .getStatus();
  }

  private PodDisruptionBudget create(UnaryOperator<PodDisruptionBudgetBuilder> change) {
    var budget =
        new PodDisruptionBudgetBuilder()
            .withNewMetadata()
            .withNamespace("default")
            .withName("b")
            .endMetadata()
            .withNewSpec()
            .withSelector(Samples.selector("web"))
            .endSpec();
    var created = plane.api().create(change.apply(budget).build());
    plane.settle();
    return created;
  }

  private Pod pod(String name, String ready) {
    var pod = plane.api().create(Network.pod(name, "10.0.0.1", ready));
    plane.settle();
    return pod;
  }

  private void owned(Pod pod, HasMetadata owner) {
    plane.edit(
        pod,
        p ->
            new PodBuilder(p)
                .editMetadata()
                .withOwnerReferences(Owners.controllerReference(owner))
                .endMetadata()
                .build());
  }

  private static ReplicaSet set(int replicas) {
    return new ReplicaSetBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName("web")
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withSelector(Samples.selector("web"))
        .withTemplate(Samples.template("web", "i:1"))
        .endSpec()
        .build();
  }

  private PodDisruptionBudgetStatus status(PodDisruptionBudget budget) {
    return plane.read(budget).getStatus();
  }

  private Condition condition(PodDisruptionBudget budget) {
    return status(budget).getConditions().getFirst();
  }

  private String numbers(PodDisruptionBudget budget) {
    var status = status(budget);
    return "expected %d desired %d healthy %d allowed %d"
        .formatted(
            status.getExpectedPods(),
            status.getDesiredHealthy(),
            status.getCurrentHealthy(),
            status.getDisruptionsAllowed());
  }
}
