package dev.timonier.server.authz.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.TestServer;
import dev.timonier.server.fixture.TestServer.Client;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Jane may write roles and bindings, and read pods in every namespace.
class EscalationCheckTest {
  private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1/";
  private static final String ROLES = RBAC + "namespaces/default/roles";
  private static final String BINDINGS = RBAC + "namespaces/default/rolebindings";
  private static final String WRITER =
      "{verbs: [create, update, patch], apiGroups: [rbac.authorization.k8s.io], resources: ['*']}";
  private static final String PODS = "{verbs: [get, list], apiGroups: [''], resources: [pods]}";
  private static final String SECRETS = "{verbs: [get], apiGroups: [''], resources: [secrets]}";
  private static final String HELD =
      "user \"jane\" (groups=[\"devs\" \"system:authenticated\"]) is attempting to grant RBAC"
          + " permissions not currently held:\n";
  private static final String NO_SECRETS =
      HELD + "{APIGroups:[\"\"], Resources:[\"secrets\"], Verbs:[\"get\"]}";

  @AutoClose private final TestServer server = new TestServer();

  @BeforeEach
  void start() {
    give("writer", WRITER + ", " + PODS);
  }

  private record Attempt(String path, String object, int code, String message) {}

  static Stream<Attempt> attempts() {
    var forbidden = "roles.rbac.authorization.k8s.io \"r\" is forbidden: ";
    var cluster = "clusterroles.rbac.authorization.k8s.io \"r\" is forbidden: ";
    return Stream.of(
        new Attempt(ROLES, "rules: [" + PODS + "]", 201, ""),
        new Attempt(ROLES, "rules: []", 201, ""),
        new Attempt(ROLES, "rules: [" + SECRETS + "]", 403, forbidden + NO_SECRETS),
        new Attempt(
            ROLES,
            "rules: [{verbs: [get, delete], apiGroups: [''], resources: [pods]}]",
            403,
            forbidden + HELD + "{APIGroups:[\"\"], Resources:[\"pods\"], Verbs:[\"delete\"]}"),
        new Attempt(RBAC + "clusterroles", "rules: [" + PODS + "]", 201, ""),
        new Attempt(
            RBAC + "clusterroles",
            "aggregationRule: {clusterRoleSelectors: [{matchLabels: {a: b}}]}",
            403,
            cluster + "must have cluster-admin privileges to use the aggregationRule"));
  }

  @ParameterizedTest
  @MethodSource("attempts")
  void roleGivesNoMoreThanItsWriterHas(Attempt attempt) {
    var answer = jane().post(attempt.path(), "{metadata: {name: r}, " + attempt.object() + "}");
    assertThat(answer.code()).isEqualTo(attempt.code());
    assertThat(answer.message()).isEqualTo(attempt.message());
  }

  @Test
  void changedRoleGivesNoMoreEither() {
    server.admin().post(ROLES, "{metadata: {name: r}, rules: [" + PODS + "]}");
    var more = jane().patch(ROLES + "/r", "merge-patch+json", "{rules: [" + SECRETS + "]}");
    assertThat(more.message()).endsWith(NO_SECRETS);
    assertThat(jane().patch(ROLES + "/r", "merge-patch+json", "{rules: []}").code()).isEqualTo(200);
  }

  @Test
  void whoHasTooLittleMayStillLetGoOfARole() {
    server
        .admin()
        .post(ROLES, "{metadata: {name: r, finalizers: [a.com/b]}, rules: [" + SECRETS + "]}");
    var label = jane().patch(ROLES + "/r", "merge-patch+json", "{metadata: {labels: {a: b}}}");
    assertThat(label.message()).endsWith(NO_SECRETS);
    var finalizers = "{metadata: {finalizers: []}}";
    assertThat(jane().patch(ROLES + "/r", "merge-patch+json", finalizers).code()).isEqualTo(200);
  }

  @Test
  void whoMayEscalateGivesWhatItHasNot() {
    give("escalator", "{verbs: [escalate], apiGroups: ['*'], resources: [roles]}");
    var role = "{metadata: {name: r}, rules: [" + SECRETS + "]}";
    assertThat(jane().post(ROLES, role).code()).isEqualTo(201);
    assertThat(jane().post(RBAC + "clusterroles", role).code()).isEqualTo(403);
  }

  @Test
  void bindingGivesNoMoreThanItsWriterHas() {
    server.admin().post(ROLES, "{metadata: {name: pods}, rules: [" + PODS + "]}");
    server.admin().post(ROLES, "{metadata: {name: secrets}, rules: [" + SECRETS + "]}");
    assertThat(jane().post(BINDINGS, binding("a", "Role", "pods")).code()).isEqualTo(201);
    assertThat(jane().post(BINDINGS, binding("b", "Role", "secrets")).message())
        .isEqualTo("rolebindings.rbac.authorization.k8s.io \"b\" is forbidden: " + NO_SECRETS);
  }

  @Test
  void whoMayBindARoleGivesIt() {
    server.admin().post(ROLES, "{metadata: {name: secrets}, rules: [" + SECRETS + "]}");
    give(
        "binder",
        "{verbs: [bind], apiGroups: ['*'], resources: [roles], resourceNames: [secrets]}");
    assertThat(jane().post(BINDINGS, binding("a", "Role", "secrets")).code()).isEqualTo(201);
    assertThat(jane().post(BINDINGS, binding("b", "ClusterRole", "cluster-admin")).code())
        .isEqualTo(403);
  }

  @Test
  void bindingToNoRoleIsForThoseWhoMayBindIt() {
    assertThat(jane().post(BINDINGS, binding("a", "Role", "later")).message())
        .isEqualTo("rolebindings.rbac.authorization.k8s.io \"later\" not found");
    assertThat(server.admin().post(BINDINGS, binding("a", "Role", "later")).code()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rolebindings        | Foo         | x  | 500 | unsupported role reference kind: "Foo"
          clusterrolebindings | Foo         | x  | 500 | unsupported role reference kind: "Foo"
          clusterrolebindings | Role        | x  | 400 | Namespace parameter required.
          rolebindings        | Role        | '' | 400 | Name parameter required.
          clusterrolebindings | ClusterRole | '' | 400 | Name parameter required.
          """)
  void referenceThatCannotBeToARoleIsNotLookedUp(
      String plural, String kind, String name, int code, String message) {
    var path = plural.equals("rolebindings") ? BINDINGS : RBAC + plural;
    var answer = jane().post(path, binding("a", kind, "'" + name + "'"));
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.message()).isEqualTo(message);
  }

  private Client jane() {
    return server.certificate("O=devs,CN=jane");
  }

  private void give(String name, String rules) {
    var role = "{metadata: {name: %s}, rules: [%s]}".formatted(name, rules);
    assertThat(server.admin().post(RBAC + "clusterroles", role).code()).isEqualTo(201);
    var binding = binding(name, "ClusterRole", name);
    assertThat(server.admin().post(RBAC + "clusterrolebindings", binding).code()).isEqualTo(201);
  }

  private static String binding(String name, String kind, String role) {
    return "{metadata: {name: %s}, roleRef: {kind: %s, name: %s}, subjects: [{kind: User, name: jane}]}"
        .formatted(name, kind, role);
  }
}
