package dev.timonier.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.fixture.TestServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SystemRolesTest {
  private static final String GROUP = "/apis/rbac.authorization.k8s.io/v1/";

  @AutoClose private final TestServer server = new TestServer();

  @Test
  void everyRoleExistsWhenTheServerHasStarted() {
    assertThat(get(GROUP + "clusterroles").path("items")).hasSize(70);
    assertThat(get(GROUP + "clusterrolebindings").path("items")).hasSize(51);
    assertThat(get(GROUP + "roles").path("items")).hasSize(7);
    assertThat(get(GROUP + "rolebindings").path("items")).hasSize(7);
  }

  @Test
  void roleHasItsRulesAndMarks() {
    var role = get(GROUP + "clusterroles/system:basic-user");
    assertThat(role.path("rules").toString())
        .isEqualTo(
            "[{\"verbs\":[\"create\"],\"apiGroups\":[\"authorization.k8s.io\"],\"resources\":"
                + "[\"selfsubjectaccessreviews\",\"selfsubjectrulesreviews\"]},{\"verbs\":"
                + "[\"create\"],\"apiGroups\":[\"authentication.k8s.io\"],\"resources\":"
                + "[\"selfsubjectreviews\"]}]");
    assertThat(role.path("metadata").path("labels").toString())
        .isEqualTo("{\"kubernetes.io/bootstrapping\":\"rbac-defaults\"}");
    assertThat(role.path("metadata").path("annotations").toString())
        .isEqualTo("{\"rbac.authorization.kubernetes.io/autoupdate\":\"true\"}");
  }

  @Test
  void rolesForPeopleGatherTheRulesOfOthers() {
    var view = get(GROUP + "clusterroles/view");
    assertThat(view.path("aggregationRule").toString())
        .isEqualTo(
            "{\"clusterRoleSelectors\":[{\"matchLabels\":"
                + "{\"rbac.authorization.k8s.io/aggregate-to-view\":\"true\"}}]}");
    assertThat(view.path("rules")).isNotEmpty();
    var paths = get(GROUP + "clusterroles/system:public-info-viewer").path("rules").path(0);
    assertThat(paths.path("nonResourceURLs").path(0).asText()).isEqualTo("/healthz");
  }

  @Test
  void bindingNamesRoleAndSubjects() {
    var binding = get(GROUP + "clusterrolebindings/cluster-admin");
    assertThat(binding.path("roleRef").path("name").asText()).isEqualTo("cluster-admin");
    assertThat(binding.path("subjects").toString())
        .isEqualTo(
            "[{\"kind\":\"Group\",\"apiGroup\":\"rbac.authorization.k8s.io\",\"name\":"
                + "\"system:masters\"}]");
  }

  @Test
  void systemPrioritiesAreAboveThoseOfUsers() {
    var path = "/apis/scheduling.k8s.io/v1/priorityclasses/";
    assertThat(get(path + "system-node-critical").path("value").asLong()).isEqualTo(2000001000);
    assertThat(get(path + "system-cluster-critical").path("value").asLong()).isEqualTo(2000000000);
  }

  private JsonNode get(String path) {
    var answer = server.admin().get(path);
    assertThat(answer.code()).as(path).isEqualTo(200);
    return answer.body();
  }
}
