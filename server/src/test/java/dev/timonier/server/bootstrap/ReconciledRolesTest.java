package dev.timonier.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.fixture.TestServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ReconciledRolesTest {
  private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1/";
  private static final String ROLE = RBAC + "clusterroles/system:kube-dns";
  private static final String BINDING = RBAC + "clusterrolebindings/system:kube-dns";
  private static final String MINE = "{verbs: [get], apiGroups: [''], resources: [secrets]}";
  private static final String LEAVE =
      "{metadata: {annotations: {rbac.authorization.kubernetes.io/autoupdate: 'false'}}}";

  @AutoClose private final TestServer server = new TestServer();

  @Test
  void whatIsWellIsNotWritten() {
    var role = server.admin().get(ROLE).body();
    var binding = server.admin().get(BINDING).body();
    server.restart();
    assertThat(server.admin().get(ROLE).body()).isEqualTo(role);
    assertThat(server.admin().get(BINDING).body()).isEqualTo(binding);
  }

  @Test
  void missingRulesComeBackAndOthersStay() {
    change(ROLE, "{rules: [" + MINE + "]}");
    server.restart();
    assertThat(rules().toString())
        .contains("\"secrets\"")
        .contains("\"endpoints\"")
        .contains("\"services\"");
  }

  @Test
  void deletedRolesAndBindingsComeBack() {
    server.admin().delete(ROLE);
    server.admin().delete(BINDING);
    server.restart();
    assertThat(server.admin().get(ROLE).code()).isEqualTo(200);
    assertThat(server.admin().get(BINDING).code()).isEqualTo(200);
  }

  @Test
  void roleThatIsToStayStays() {
    change(ROLE, LEAVE);
    change(ROLE, "{rules: [" + MINE + "]}");
    server.restart();
    assertThat(rules()).hasSize(1);
  }

  @Test
  void missingSubjectsComeBackAndOthersStay() {
    change(BINDING, "{subjects: [{kind: User, name: jane}]}");
    server.restart();
    assertThat(server.admin().get(BINDING).body().path("subjects").toString())
        .contains("\"jane\"")
        .contains("\"kube-dns\"");
  }

  @Test
  void bindingToAnotherRoleIsMadeAgain() {
    server.admin().delete(BINDING);
    server
        .admin()
        .post(
            RBAC + "clusterrolebindings",
            "{metadata: {name: 'system:kube-dns'}, roleRef: {kind: ClusterRole, name: view}}");
    server.restart();
    var role = server.admin().get(BINDING).body().path("roleRef").path("name");
    assertThat(role.asText()).isEqualTo("system:kube-dns");
  }

  private void change(String path, String patch) {
    var answer = server.admin().patch(path, "merge-patch+json", patch);
    assertThat(answer.code()).as(answer.message()).isEqualTo(200);
  }

  private JsonNode rules() {
    return server.admin().get(ROLE).body().path("rules");
  }
}
