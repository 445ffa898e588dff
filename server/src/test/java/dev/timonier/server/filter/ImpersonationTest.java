package dev.timonier.server.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.fixture.TestServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImpersonationTest {
  private static final String SELF = "/apis/authentication.k8s.io/v1/selfsubjectreviews";

  @AutoClose private final TestServer server = new TestServer();

  private record Guise(String user, List<String> groups, List<String> shown) {}

  static Stream<Guise> guises() {
    var all = "system:serviceaccounts";
    var known = "system:authenticated";
    var unknown = "system:unauthenticated";
    return Stream.of(
        new Guise("jane", List.of(), List.of(known)),
        new Guise("jane", List.of("devs"), List.of("devs", known)),
        new Guise("jane", List.of(known), List.of(known)),
        new Guise("system:serviceaccount:shop:web", List.of(), List.of(all, all + ":shop", known)),
        new Guise("system:serviceaccount:shop:web", List.of("only"), List.of("only", known)),
        new Guise("system:serviceaccount:only", List.of(), List.of(known)),
        new Guise("system:serviceaccount:Bad_NS:x", List.of(), List.of(known)),
        new Guise(
            "system:anonymous", List.of("system:masters"), List.of("system:masters", unknown)));
  }

  @ParameterizedTest
  @MethodSource("guises")
  void userHasTheGroupsOfWhomItPlays(Guise guise) {
    var client = server.admin().with("Impersonate-User", guise.user());
    for (var group : guise.groups()) {
      client = client.with("Impersonate-Group", group);
    }
    var info = client.post(SELF, "{}").body().path("status").path("userInfo");
    assertThat(info.path("username").asText()).isEqualTo(guise.user());
    assertThat(info.path("groups").valueStream().map(JsonNode::asText))
        .containsExactlyElementsOf(guise.shown());
  }

  @Test
  void refusalIsNothingElseToABrowser() {
    for (var refused :
        List.of(
            server.admin().with("Impersonate-Group", "devs").get("/version"),
            server.certificate("CN=jane").with("Impersonate-User", "jim").get("/version"))) {
      assertThat(refused.code()).isGreaterThanOrEqualTo(400);
      assertThat(refused.headers().first("X-Content-Type-Options")).contains("nosniff");
    }
  }

  @Test
  void extraAttributesAreDecodedWhereTheyCanBe() {
    var client =
        server
            .admin()
            .with("Impersonate-User", "jane")
            .with("Impersonate-Extra-Example.com%2fTeam", "blue")
            .with("Impersonate-Extra-Bad%zzKey", "v");
    var extra = client.post(SELF, "{}").body().path("status").path("userInfo").path("extra");
    assertThat(extra.toString())
        .isEqualTo("{\"bad%zzkey\":[\"v\"],\"example.com/team\":[\"blue\"]}");
  }

  @Test
  void groupsAloneAreNobody() {
    var answer = server.admin().with("Impersonate-Group", "g").get("/api/v1/nodes");
    assertThat(answer.code()).isEqualTo(400);
    assertThat(answer.message()).endsWith("without impersonating a user name");
  }

  @Test
  void strangersPlayNobody() {
    var jane = server.certificate("CN=jane");
    assertThat(jane.with("Impersonate-User", "bob").get("/version").message())
        .isEqualTo(
            "forbidden: User \"jane\" cannot impersonate-on:user-info:get path \"/version\"");
  }

  @Test
  void modeThatLedSomewhereIsTriedFirst() {
    var rbac = "/apis/rbac.authorization.k8s.io/v1/";
    var admin = server.admin();
    admin.post(
        rbac + "clusterroles",
        "{metadata: {name: actor}, rules: [{verbs: [impersonate], apiGroups: [''],"
            + " resources: [users], resourceNames: [bob, 'system:node:n']}]}");
    admin.post(
        rbac + "clusterrolebindings",
        "{metadata: {name: actor}, roleRef: {kind: ClusterRole, name: actor},"
            + " subjects: [{kind: User, name: actor}]}");
    var actor = server.certificate("CN=actor");
    var refused = actor.with("Impersonate-User", "jim");
    assertThat(refused.post(SELF, "{}").message()).contains("cannot impersonate-on:user-info:");
    assertThat(actor.with("Impersonate-User", "bob").post(SELF, "{}").code()).isEqualTo(201);
    assertThat(refused.post(SELF, "{}").message())
        .isEqualTo(
            "users \"jim\" is forbidden: User \"actor\" cannot impersonate resource \"users\" in"
                + " API group \"\" at the cluster scope");
  }
}
