package dev.timonier.server.resource.core.pod;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.object.ApiObject;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class DisruptionTest {
  @AutoClose private final LocalApi api = new LocalApi();

  private ApiObject budget(String status) {
    return api.read(
        "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: b}, status: "
            + status
            + "}");
  }

  private void take(ApiObject budget) {
    new Disruption(budget, api.time().instant()).take("p");
  }

  @Test
  void lastDisruptionIsTakenAndThePodRemembered() {
    var budget = budget("{disruptionsAllowed: 1, desiredHealthy: 1, currentHealthy: 2}");
    take(budget);
    assertThat(budget.status().path("disruptionsAllowed").asInt()).isZero();
    assertThat(budget.status().path("disruptedPods").has("p")).isTrue();
    assertThat(budget.status().path("conditions").path(0).path("reason").asText())
        .isEqualTo("InsufficientPods");
  }

  @Test
  void usedUpBudgetRefuses() {
    var budget = budget("{disruptionsAllowed: 0, desiredHealthy: 2, currentHealthy: 1}");
    assertThatThrownBy(() -> take(budget))
        .isInstanceOf(ApiException.class)
        .hasMessage("Cannot evict pod as it would violate the pod's disruption budget.");
  }

  private record Refusal(String status, String cause) {
    @Override
    public String toString() {
      return cause;
    }
  }

  private static Refusal denied(String reason, String message, int healthy, String cause) {
    return new Refusal(
        "{disruptionsAllowed: 0, desiredHealthy: 2, currentHealthy: %d, conditions: [{type: DisruptionAllowed, status: 'False', reason: %s, message: '%s'}]}"
            .formatted(healthy, reason, message),
        cause);
  }

  static final List<Refusal> REFUSALS =
      List.of(
          denied("InsufficientPods", "", 2, "needs 2 healthy pods and has 2 currently"),
          denied(
              "SyncFailed",
              "odd",
              1,
              "does not allow evicting pods currently because it failed sync: odd"),
          denied(
              "InsufficientPods",
              "wait",
              3,
              "does not allow evicting pods currently (InsufficientPods): wait"),
          denied("InsufficientPods", "", 3, "does not allow evicting pods currently"),
          new Refusal(
              "{disruptionsAllowed: 0, desiredHealthy: 2, currentHealthy: 3}",
              "does not allow evicting pods currently"));

  @ParameterizedTest
  @FieldSource("REFUSALS")
  void usedUpBudgetSaysWhy(Refusal refusal) {
    assertThat(LocalApi.faults(() -> take(budget(refusal.status()))))
        .singleElement(as(STRING))
        .endsWith(": The disruption budget b " + refusal.cause());
  }

  @Test
  void budgetOfLessThanNothingRefuses() {
    assertThat(LocalApi.refusal(() -> take(budget("{disruptionsAllowed: -1}"))))
        .isEqualTo(
            "poddisruptionbudget.policy \"b\" is forbidden: pdb disruptions allowed is negative");
  }

  @Test
  void budgetThatItsControllerHasNotSeenRefuses() {
    var budget = budget("{disruptionsAllowed: 1, observedGeneration: 1}");
    budget.metadata().setGeneration(2);
    assertThatThrownBy(() -> take(budget)).isInstanceOf(ApiException.class);
  }
}
