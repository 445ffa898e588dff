package dev.timonier.server.resource.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class BudgetRulesTest {
  @AutoClose private final LocalApi api = new LocalApi();

  private static final String BUDGET =
      "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: x}, spec: {}}";

  @RuleTable(
      """
          minAvailable | -1 | 0 | spec.minAvailable: Invalid value: -1: must be greater than or equal to 0
          minAvailable | x | 1% | spec.minAvailable: Invalid value: "x": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')
          minAvailable | 101% | 100% | spec.minAvailable: Invalid value: "101%": must not be greater than 100%
          maxUnavailable | -1 | 0 | spec.maxUnavailable: Invalid value: -1: must be greater than or equal to 0
          maxUnavailable | x | 1% | spec.maxUnavailable: Invalid value: "x": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')
          maxUnavailable | 101% | 100% | spec.maxUnavailable: Invalid value: "101%": must not be greater than 100%
          . | {minAvailable: 1, maxUnavailable: 2} | {minAvailable: 1} | spec: Invalid value: {"MinAvailable":1,"Selector":null,"MaxUnavailable":2,"UnhealthyPodEvictionPolicy":null}: minAvailable and maxUnavailable cannot be both set
          selector | {matchExpressions: [{key: a, operator: Odd}]} | {matchExpressions: [{key: a, operator: Exists}]} | spec.selector.matchExpressions[0].operator: Invalid value: "Odd": not a valid selector operator
          unhealthyPodEvictionPolicy | Odd | AlwaysAllow | spec.unhealthyPodEvictionPolicy: Unsupported value: "Odd": supported values: "AlwaysAllow", "IfHealthyBudget"
          """)
  void budgets(Variation rule) {
    rule.within("spec").proveOnCreation(api, BUDGET);
  }

  @Test
  void metadataAreExaminedOnceNothingElseIsWrong() {
    var unnamed = BUDGET.replace("{name: x}", "{}");
    assertThat(LocalApi.faults(() -> api.create(unnamed)))
        .containsExactly("metadata.name: Required value: name or generateName is required");
    assertThat(
            LocalApi.faults(
                () -> api.create(unnamed.replace("spec: {}", "spec: {minAvailable: -1}"))))
        .containsExactly(
            "spec.minAvailable: Invalid value: -1: must be greater than or equal to 0");
  }

  @RuleTable(
      """
          minAvailable | -1 | 0 | spec.minAvailable: Invalid value: -1: must be greater than or equal to 0
          """)
  void changedBudgets(Variation rule) {
    rule.within("spec").proveOnUpdate(api, Part.MAIN, BUDGET);
  }

  @RuleTable(
      """
          disruptionsAllowed | -1 | 0 | status.disruptionsAllowed: Invalid value: -1: must be greater than or equal to 0
          currentHealthy | -1 | 0 | status.currentHealthy: Invalid value: -1: must be greater than or equal to 0
          desiredHealthy | -1 | 0 | status.desiredHealthy: Invalid value: -1: must be greater than or equal to 0
          expectedPods | -1 | 0 | status.expectedPods: Invalid value: -1: must be greater than or equal to 0
          """)
  void statusOfBudgets(Variation rule) {
    rule.within("status").proveOnUpdate(api, Part.STATUS, BUDGET);
  }
}
