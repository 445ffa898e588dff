package dev.timonier.controllers.podautoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingPolicy;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LimitsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T01:00:00Z");

  private final History history = new History();

  record Case(String name, int replicas, int wanted, int limited, String reason) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("within the bounds", 5, 7, 7, "DesiredWithinRange"),
        new Case("too few", 5, 1, 2, "TooFewReplicas"),
        new Case("too many", 15, 40, 20, "TooManyReplicas"),
        new Case("no more than twice as many at once", 5, 15, 10, "ScaleUpLimit"),
        new Case("up to four at once", 1, 9, 4, "ScaleUpLimit"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void wishIsHeldToTheBounds(Case given) {
    var limited = new Limits(autoscaler(), history, given.replicas(), NOW).limited(given.wanted());
    assertThat(limited.replicas()).isEqualTo(given.limited());
    assertThat(limited.reason()).isEqualTo(given.reason());
  }

  @Test
  void policyLimitsWhatComesWithinItsPeriod() {
    var autoscaler =
        new HorizontalPodAutoscalerBuilder(autoscaler())
            .editSpec()
            .withNewBehavior()
            .withNewScaleUp()
            .withPolicies(new HPAScalingPolicy(60, "Pods", 3))
            .endScaleUp()
            .withNewScaleDown()
            .withPolicies(
                new HPAScalingPolicy(60, "Pods", 1), new HPAScalingPolicy(60, "Percent", 50))
            .withSelectPolicy("Min")
            .endScaleDown()
            .endBehavior()
            .endSpec()
            .build();
    history.scaled(NOW.minusSeconds(30), 2);
    var limits = new Limits(autoscaler, history, 10, NOW);
    assertThat(limits.limited(15).replicas()).isEqualTo(11);
    assertThat(limits.limited(3).replicas()).isEqualTo(7);
    assertThat(limits.limited(3).reason()).isEqualTo("ScaleDownLimit");
  }

  @Test
  void disabledDirectionKeepsWhatThereIs() {
    var autoscaler =
        new HorizontalPodAutoscalerBuilder(autoscaler())
            .editSpec()
            .withNewBehavior()
            .withNewScaleDown()
            .withSelectPolicy("Disabled")
            .endScaleDown()
            .endBehavior()
            .endSpec()
            .build();
    assertThat(new Limits(autoscaler, history, 10, NOW).limited(3).replicas()).isEqualTo(10);
  }

  @Test
  void shrinkingWaitsUntilNobodyHasAskedForMoreForFiveMinutes() {
    history.recommended(NOW.minusSeconds(299), 8);
    var stable = new Limits(autoscaler(), history, 10, NOW).stabilized(3);
    assertThat(stable.replicas()).isEqualTo(8);
    assertThat(stable.reason()).isEqualTo("ScaleDownStabilized");
    var later = new Limits(autoscaler(), history, 10, NOW.plusSeconds(2)).stabilized(3);
    assertThat(later.replicas()).isEqualTo(3);
    assertThat(later.reason()).isEqualTo("ReadyForNewScale");
  }

  @Test
  void growingDoesNotWait() {
    history.recommended(NOW.minusSeconds(10), 3);
    assertThat(new Limits(autoscaler(), history, 3, NOW).stabilized(6).replicas()).isEqualTo(6);
  }

  private static HorizontalPodAutoscaler autoscaler() {
    return new HorizontalPodAutoscalerBuilder()
        .withNewSpec()
        .withMinReplicas(2)
        .withMaxReplicas(20)
        .endSpec()
        .build();
  }
}
