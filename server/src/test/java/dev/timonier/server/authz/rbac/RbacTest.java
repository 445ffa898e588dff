package dev.timonier.server.authz.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.server.fixture.TestServer;
import dev.timonier.server.fixture.TestServer.Client;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RbacTest {
  private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1/";
  private static final String PODS = "/api/v1/namespaces/default/pods";
  private static final String READ_PODS =
      "rules: [{verbs: [get, list], apiGroups: [''], resources: [pods]}]";
  private static final String REVIEWS = "/apis/authorization.k8s.io/v1/subjectaccessreviews";

  @AutoClose private final TestServer server = new TestServer();

  private record Grant(String subject, String who, String reason) {}

  static Stream<Grant> grants() {
    var account = "system:serviceaccount:default:bot";
    return Stream.of(
        new Grant("{kind: User, name: jane}", "jane", "User \"jane\""),
        new Grant("{kind: Group, name: devs}", "jim", "Group \"devs\""),
        new Grant("{kind: ServiceAccount, name: bot}", account, "ServiceAccount \"bot/default\""),
        new Grant(
            "{kind: ServiceAccount, name: bot, namespace: default}",
            account,
            "ServiceAccount \"bot/default\""));
  }

  @ParameterizedTest
  @MethodSource("grants")
  void roleBindingGivesARoleInItsNamespace(Grant grant) {
    role("roles", "reader");
    bind("rolebindings", "b", "{kind: Role, name: reader}", grant.subject());
    assertThat(reasonFor(grant.who(), "default"))
        .isEqualTo(
            "RBAC: allowed by RoleBinding \"b/default\" of Role \"reader\" to " + grant.reason());
    assertThat(reasonFor(grant.who(), "kube-system")).isEmpty();
  }

  @Test
  void roleBindingGivesAClusterRoleInItsNamespaceAlone() {
    role("clusterroles", "reader");
    bind("rolebindings", "b", "{kind: ClusterRole, name: reader}", "{kind: User, name: jane}");
    assertThat(reasonFor("jane", "default"))
        .isEqualTo(
            "RBAC: allowed by RoleBinding \"b/default\" of ClusterRole \"reader\" to User"
                + " \"jane\"");
    assertThat(reasonFor("jane", "")).isEmpty();
  }

  @Test
  void clusterRoleBindingGivesAClusterRoleEverywhere() {
    role("clusterroles", "reader");
    bind(
        "clusterrolebindings",
        "b",
        "{kind: ClusterRole, name: reader}",
        "{kind: Group, name: devs}");
    var reason =
        "RBAC: allowed by ClusterRoleBinding \"b\" of ClusterRole \"reader\" to Group \"devs\"";
    assertThat(reasonFor("jim", "kube-system")).isEqualTo(reason);
    assertThat(reasonFor("jim", "")).isEqualTo(reason);
  }

  @Test
  void rightsHoldAsSoonAsTheyAreWritten() {
    assertThat(jane().get(PODS).message())
        .isEqualTo(
            "pods is forbidden: User \"jane\" cannot list resource \"pods\" in API group \"\" in"
                + " the namespace \"default\"");
    role("roles", "reader");
    bind("rolebindings", "b", "{kind: Role, name: reader}", "{kind: User, name: jane}");
    assertThat(jane().get(PODS).code()).isEqualTo(200);
    assertThat(jane().get("/api/v1/namespaces/default/secrets").code()).isEqualTo(403);
  }

  @Test
  void changedRoleGivesWhatItSaysNow() {
    role("roles", "reader");
    bind("rolebindings", "b", "{kind: Role, name: reader}", "{kind: User, name: jane}");
    assertThat(jane().get("/api/v1/namespaces/default/secrets").code()).isEqualTo(403);
    var rules = "{rules: [{verbs: [list], apiGroups: [''], resources: [secrets]}]}";
    server.admin().patch(RBAC + "namespaces/default/roles/reader", "merge-patch+json", rules);
    assertThat(jane().get("/api/v1/namespaces/default/secrets").code()).isEqualTo(200);
    await().untilAsserted(() -> assertThat(jane().get(PODS).code()).isEqualTo(403));
  }

  @Test
  void deletedBindingGivesNothing() {
    role("roles", "reader");
    bind("rolebindings", "b", "{kind: Role, name: reader}", "{kind: User, name: jane}");
    assertThat(jane().get(PODS).code()).isEqualTo(200);
    server.admin().delete(RBAC + "namespaces/default/rolebindings/b");
    await().untilAsserted(() -> assertThat(jane().get(PODS).code()).isEqualTo(403));
  }

  @Test
  void refusalTellsOfRolesThatThereAreNot() {
    bind("rolebindings", "b", "{kind: Role, name: gone}", "{kind: User, name: jane}");
    assertThat(jane().get(PODS).message())
        .endsWith(
            "in the namespace \"default\": RBAC: role.rbac.authorization.k8s.io \"gone\" not"
                + " found");
    bind("clusterrolebindings", "c", "{kind: ClusterRole, name: lost}", "{kind: User, name: jane}");
    assertThat(jane().get(PODS).message())
        .endsWith(
            ": RBAC: [clusterrole.rbac.authorization.k8s.io \"lost\" not found,"
                + " role.rbac.authorization.k8s.io \"gone\" not found]");
  }

  @Test
  void roleOfTheSameNameElsewhereGivesNothing() {
    role("clusterroles", "reader");
    bind("rolebindings", "b", "{kind: Role, name: reader}", "{kind: User, name: jane}");
    assertThat(jane().get(PODS).code()).isEqualTo(403);
  }

  @Test
  void rulesOfAUserAreToldWithTheirNames() {
    var rules =
        "rules: [{verbs: ['*'], apiGroups: [apps], resources: [deployments], resourceNames:"
            + " [web]}]";
    server
        .admin()
        .post(RBAC + "namespaces/default/roles", "{metadata: {name: web}, " + rules + "}");
    bind("rolebindings", "b", "{kind: Role, name: web}", "{kind: User, name: jane}");
    var review =
        jane()
            .post(
                "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews",
                "{spec: {namespace: default}}");
    var told = review.body().path("status");
    assertThat(told.path("resourceRules").toString())
        .endsWith(
            "{\"verbs\":[\"*\"],\"apiGroups\":[\"apps\"],\"resources\":[\"deployments\"],"
                + "\"resourceNames\":[\"web\"]}]");
    assertThat(told.path("incomplete").asBoolean()).isFalse();
  }

  private Client jane() {
    return server.certificate("CN=jane");
  }

  private void role(String plural, String name) {
    var place = plural.startsWith("cluster") ? "" : "namespaces/default/";
    var answer =
        server
            .admin()
            .post(RBAC + place + plural, "{metadata: {name: " + name + "}, " + READ_PODS + "}");
    assertThat(answer.code()).isEqualTo(201);
  }

  private void bind(String plural, String name, String role, String subject) {
    var place = plural.startsWith("cluster") ? "" : "namespaces/default/";
    var binding =
        "{metadata: {name: %s}, roleRef: %s, subjects: [%s]}".formatted(name, role, subject);
    assertThat(server.admin().post(RBAC + place + plural, binding).code()).isEqualTo(201);
  }

  /// Why a user, who is in the group `devs`, may list pods; empty when it may not.
  private String reasonFor(String user, String namespace) {
    var spec =
        """
        {spec: {user: '%s', groups: [devs], resourceAttributes: {verb: list, resource: pods,
          namespace: '%s'}}}"""
            .formatted(user, namespace);
    return server.admin().post(REVIEWS, spec).body().path("status").path("reason").asText();
  }
}
