package dev.timonier.server.resource.core.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.object.ApiObject;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

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

  @Test
  void budgetThatItsControllerHasNotSeenRefuses() {
    var budget = budget("{disruptionsAllowed: 1, observedGeneration: 1}");
    budget.metadata().setGeneration(2);
    assertThatThrownBy(() -> take(budget)).isInstanceOf(ApiException.class);
  }
}
