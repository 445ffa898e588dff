package dev.timonier.controllers.clusterroleaggregation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterRoleAggregationControllerTest {
  private final ControlPlane plane = new ControlPlane();

  @BeforeEach
  void start() {
    plane.run(context -> ClusterRoleAggregationController.create(context, 1));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void rulesOfSelectedRolesAreTakenOverInTheOrderOfTheirNames() {
    var view = aggregated();
    role("b", "secrets", "true");
    role("a", "pods", "true");
    role("c", "nodes", "false");
    plane.settle();
    assertThat(resources(view)).containsExactly("pods", "secrets");
  }

  @Test
  void lostRoleTakesItsRulesAlong() {
    var view = aggregated();
    role("a", "pods", "true");
    var secrets = role("b", "secrets", "true");
    plane.settle();
    plane.client().resource(secrets).delete();
    plane.settle();
    assertThat(resources(view)).containsExactly("pods");
  }

  @Test
  void sameRuleIsTakenOnce() {
    var view = aggregated();
    role("a", "pods", "true");
    role("b", "pods", "true");
    plane.settle();
    assertThat(resources(view)).containsExactly("pods");
  }

  private List<String> resources(ClusterRole role) {
    return plane.read(role).getRules().stream().flatMap(r -> r.getResources().stream()).toList();
  }

  private ClusterRole aggregated() {
    return plane
        .api()
        .create(
            new ClusterRoleBuilder()
                .withNewMetadata()
                .withName("view")
                .endMetadata()
                .withNewAggregationRule()
                .withClusterRoleSelectors(
                    new LabelSelectorBuilder().withMatchLabels(Map.of("to-view", "true")).build())
                .endAggregationRule()
                .build());
  }

  private ClusterRole role(String name, String resource, String selected) {
    return plane
        .api()
        .create(
            new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("to-view", selected)
                .endMetadata()
                .withRules(
                    new PolicyRuleBuilder()
                        .withApiGroups("")
                        .withResources(resource)
                        .withVerbs("get")
                        .build())
                .build());
  }
}
