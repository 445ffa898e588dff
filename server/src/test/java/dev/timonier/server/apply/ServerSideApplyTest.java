package dev.timonier.server.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.fixture.TestServer;
import dev.timonier.server.fixture.TestServer.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerSideApplyTest {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  @AutoClose private final TestServer server = new TestServer();
  private TestServer.Client client;
  private int tests;
  private String maps = "";
  private String deployments = "";

  @BeforeAll
  void start() {
    client = server.admin();
  }

  @BeforeEach
  void createNamespace() {
    var name = "test-" + ++tests;
    client.post("/api/v1/namespaces", "{metadata: {name: " + name + "}}");
    maps = "/api/v1/namespaces/" + name + "/configmaps";
    deployments = "/apis/apps/v1/namespaces/" + name + "/deployments";
  }

  private Answer apply(String path, String yaml) {
    return client.patch(path, "apply-patch+yaml", yaml);
  }

  private Answer applyMap(String manager, String data) {
    return applyMap(manager, "", data);
  }

  private Answer applyMap(String manager, String parameters, String data) {
    return apply(maps + "/a?fieldManager=" + manager + parameters, map("", data));
  }

  private static String map(String metadata, String data) {
    return "{apiVersion: v1, kind: ConfigMap, metadata: {name: a%s}, data: %s}"
        .formatted(metadata, data);
  }

  private Answer applyDeployment(String manager, String parameters, String rest) {
    return apply(
        deployments + "/a" + parameters + "fieldManager=" + manager,
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, %s}".formatted(rest));
  }

  private static String spec(int replicas) {
    return ("spec: {replicas: %d, selector: {matchLabels: {l: m}}, template: {metadata: {labels:"
            + " {l: m}}, spec: {containers: [{name: c, image: i}]}}}")
        .formatted(replicas);
  }

  private JsonNode stored() {
    return client.get(maps + "/a").body();
  }

  /// As `manager operation fields`.
  private static List<String> managers(JsonNode object) {
    return object.path("metadata").path("managedFields").valueStream().map(e -> shown(e)).toList();
  }

  private static String shown(JsonNode entry) {
    var subresource = entry.path("subresource").asText();
    return String.join(
        " ",
        entry.path("manager").asText(),
        entry.path("operation").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
        entry.path("fieldsV1").toString());
  }

  @Test
  void applyingWhatIsNotThereCreatesIt() {
    var answer = applyMap("alice", "{k: v}");
    assertThat(answer.code()).isEqualTo(201);
    assertThat(stored().path("data").toString()).isEqualTo("{\"k\":\"v\"}");
    assertThat(managers(stored())).containsExactly("alice Apply {\"f:data\":{\"f:k\":{}}}");
  }

  @Test
  void applyingTheSameAgainChangesNothing() {
    applyMap("alice", "{k: v}");
    var before = stored();
    server.time().advance(Duration.ofMinutes(1));
    assertThat(applyMap("alice", "{k: v}").code()).isEqualTo(200);
    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void whoAppliesWhatIsThereHasNoTimeUntilItChangesSomething() {
    client.post(maps, "{metadata: {name: a}, data: {k: v}}");
    applyMap("m", "{k: v}");
    server.time().advance(Duration.ofMinutes(1));
    var same =
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, generation: 5}, data: {k: v}}";
    var before = stored();
    var after = apply(maps + "/a?fieldManager=m", same).body();
    assertThat(after).isEqualTo(before);
    assertThat(after.path("metadata").path("managedFields").path(0).has("time")).isFalse();
  }

  @Test
  void conflictTellsWhoManagesTheField() {
    applyMap("alice", "{a: '1'}");
    var answer = applyMap("bob", "{a: '2'}");
    assertThat(answer.code()).isEqualTo(409);
    assertThat(answer.message())
        .isEqualTo("Apply failed with 1 conflict: conflict with \"alice\": .data.a");
    assertThat(answer.body().path("reason").asText()).isEqualTo("Conflict");
    assertThat(answer.body().path("details").path("causes").toString())
        .isEqualTo(
            "[{\"reason\":\"FieldManagerConflict\",\"message\":\"conflict with \\\"alice\\\"\","
                + "\"field\":\".data.a\"}]");
    assertThat(stored().path("data").path("a").asText()).isEqualTo("1");
  }

  /// Programs write the word as their languages do.
  @ParameterizedTest
  @ValueSource(strings = {"false", "False", "FALSE", "0"})
  void noInAnySpellingForcesNothing(String no) {
    applyMap("alice", "{a: '1'}");
    assertThat(applyMap("bob", "&force=" + no, "{a: '2'}").code()).isEqualTo(409);
  }

  @Test
  void conflictsOfSeveralManagersAreGrouped() {
    client.post(maps + "?fieldManager=kubectl-create", map("", "{a: '1', b: '1'}"));
    applyMap("carol", "{c: '1'}");
    assertThat(applyMap("bob", "{a: '2', b: '2', c: '2'}").message())
        .isEqualTo(
            "Apply failed with 3 conflicts: conflicts with \"carol\":\n- .data.c\n"
                + "conflicts with \"kubectl-create\" using v1:\n- .data.a\n- .data.b");
  }

  @Test
  void conflictsOfOneManagerNameTheElementOfTheList() {
    applyDeployment("alice", "?", spec(1));
    var answer =
        applyDeployment("bob", "?", spec(1).replace("replicas: 1, ", "").replace(": i}", ": j}"));
    assertThat(answer.message())
        .isEqualTo(
            "Apply failed with 1 conflict: conflict with \"alice\":"
                + " .spec.template.spec.containers[name=\"c\"].image");
  }

  @Test
  void forceTakesTheFieldsFromTheirManagers() {
    applyMap("alice", "{a: '1', b: '1'}");
    assertThat(applyMap("bob", "&force=true", "{a: '2'}").code()).isEqualTo(200);
    assertThat(managers(stored()))
        .containsExactlyInAnyOrder(
            "alice Apply {\"f:data\":{\"f:b\":{}}}", "bob Apply {\"f:data\":{\"f:a\":{}}}");
    assertThat(stored().path("data").path("a").asText()).isEqualTo("2");
  }

  @Test
  void fieldThatItsLastManagerGivesUpGoes() {
    applyMap("alice", "{a: '1', b: '1'}");
    applyMap("alice", "{a: '1'}");
    assertThat(stored().path("data").toString()).isEqualTo("{\"a\":\"1\"}");
  }

  @Test
  void fieldThatTwoManagersShareStaysUntilBothGiveItUp() {
    applyMap("alice", "{a: '1', b: '1'}");
    assertThat(applyMap("bob", "{b: '1', c: '1'}").code()).isEqualTo(200);
    applyMap("alice", "{a: '1'}");
    assertThat(stored().path("data").path("b").asText()).isEqualTo("1");
    applyMap("bob", "{c: '1'}");
    assertThat(stored().path("data").toString()).isEqualTo("{\"a\":\"1\",\"c\":\"1\"}");
  }

  @Test
  void statusIsAppliedApartFromTheRest() {
    applyDeployment("alice", "?", spec(1));
    var answer = applyDeployment("bob", "/status?", spec(3) + ", status: {observedGeneration: 2}");
    assertThat(answer.code()).isEqualTo(200);
    var object = client.get(deployments + "/a").body();
    assertThat(object.path("spec").path("replicas").asInt()).isEqualTo(1);
    assertThat(object.path("status").path("observedGeneration").asInt()).isEqualTo(2);
    assertThat(managers(object))
        .contains("bob Apply/status {\"f:status\":{\"f:observedGeneration\":{}}}");
  }

  @Test
  void statusOfNothingCannotBeApplied() {
    var answer = applyDeployment("bob", "/status?", "status: {readyReplicas: 2}");
    assertThat(answer.code()).isEqualTo(404);
  }

  @Test
  void emptyEntryForgetsAllManagers() {
    applyMap("alice", "{a: '1'}");
    var reset = "{metadata: {managedFields: [{}]}}";
    assertThat(client.patch(maps + "/a", "merge-patch+json", reset).code()).isEqualTo(200);
    assertThat(stored().path("metadata").has("managedFields")).isFalse();
  }

  @Test
  void afterResetTheFieldsBelongToWhoWasThereBefore() {
    applyMap("alice", "{a: '1'}");
    client.patch(maps + "/a", "merge-patch+json", "{metadata: {managedFields: [{}]}}");
    applyMap("bob", "{b: '1'}");
    assertThat(managers(stored()))
        .contains("before-first-apply Update {\"f:data\":{\".\":{},\"f:a\":{}}}");
  }

  @Test
  void whoAppliesHasToSayWho() {
    var answer = apply(maps + "/a", map("", "{a: '1'}"));
    assertThat(answer.code()).isEqualTo(422);
    assertThat(answer.message())
        .isEqualTo(
            "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required"
                + " for apply patch");
  }

  @Test
  void otherPatchesCannotForce() {
    var answer = client.patch(maps + "/a?force=true", "merge-patch+json", "{}");
    assertThat(answer.code()).isEqualTo(422);
    assertThat(answer.message())
        .isEqualTo(
            "PatchOptions.meta.k8s.io \"\" is invalid: force: Forbidden: may not be specified for"
                + " non-apply patch");
  }

  @Test
  void dryRunStoresNothing() {
    var answer = applyMap("alice", "&dryRun=All", "{a: '1'}");
    assertThat(answer.code()).isEqualTo(201);
    assertThat(managers(answer.body())).containsExactly("alice Apply {\"f:data\":{\"f:a\":{}}}");
    assertThat(client.get(maps + "/a").code()).isEqualTo(404);
  }

  @Test
  void dryRunTellsOfConflicts() {
    applyMap("alice", "{a: '1'}");
    assertThat(applyMap("bob", "&dryRun=All", "{a: '2'}").code()).isEqualTo(409);
    applyMap("bob", "&dryRun=All&force=true", "{a: '2'}");
    assertThat(stored().path("data").path("a").asText()).isEqualTo("1");
  }

  @Test
  void configurationMayNotNameManagers() {
    var yaml = map(", managedFields: [{}]", "{}");
    var answer = apply(maps + "/a?fieldManager=alice", yaml);
    assertThat(answer.code()).isEqualTo(400);
    assertThat(answer.message()).isEqualTo("metadata.managedFields must be nil");
  }

  @Test
  void configurationOfAnOlderVersionIsRefused() {
    applyMap("alice", "{a: '1'}");
    var answer = apply(maps + "/a?fieldManager=alice", map(", resourceVersion: '1'", "{a: '2'}"));
    assertThat(answer.code()).isEqualTo(409);
    assertThat(answer.message()).contains("the object has been modified");
  }

  @Test
  void unknownFieldsAreRefused() {
    var answer =
        apply(
            maps + "/a?fieldManager=alice",
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, foo: 1}");
    assertThat(answer.code()).isEqualTo(500);
    assertThat(answer.message())
        .isEqualTo(
            "failed to create typed patch object (/a; /v1, Kind=ConfigMap): .foo: field not"
                + " declared in schema");
  }

  private Answer scale(String manager, String parameters, int replicas) {
    return apply(
        deployments + "/a/scale?fieldManager=" + manager + parameters,
        "{apiVersion: autoscaling/v1, kind: Scale, metadata: {name: a}, spec: {replicas: %d}}"
            .formatted(replicas));
  }

  @Test
  void whoScalesConflictsWithWhoManagesTheReplicas() {
    applyDeployment("alice", "?", spec(1));
    assertThat(scale("scaler", "", 2).message())
        .isEqualTo("Apply failed with 1 conflict: conflict with \"alice\": .spec.replicas");
    var answer = scale("scaler", "&force=true", 2);
    assertThat(answer.code()).isEqualTo(200);
    assertThat(answer.body().path("spec").path("replicas").asInt()).isEqualTo(2);
    var managers = managers(client.get(deployments + "/a").body());
    assertThat(managers).contains("scaler Apply/scale {\"f:spec\":{\"f:replicas\":{}}}");
    assertThat(managers).noneMatch(m -> m.startsWith("alice") && m.contains("f:replicas"));
  }

  @Test
  void whoPatchesTheScaleManagesTheReplicas() {
    applyDeployment("alice", "?", spec(1));
    var path = deployments + "/a/scale?fieldManager=patcher";
    client.patch(path, "merge-patch+json", "{spec: {replicas: 2}}");
    assertThat(managers(client.get(deployments + "/a").body()))
        .contains("patcher Update/scale {\"f:spec\":{\"f:replicas\":{}}}");
    assertThat(scale("scaler", "", 3).message())
        .isEqualTo(
            "Apply failed with 1 conflict: conflict with \"patcher\" with subresource \"scale\""
                + " using autoscaling/v1: .spec.replicas");
  }

  @Test
  void patchOfAScaleMayNotChangeItsUid() {
    applyDeployment("alice", "?", spec(1));
    var patch = "{metadata: {uid: u}, spec: {replicas: 2}}";
    var answer = client.patch(deployments + "/a/scale", "merge-patch+json", patch);
    assertThat(answer.message())
        .startsWith(
            "Operation cannot be fulfilled on deployments/scale.apps \"a\": Precondition failed:"
                + " UID in precondition: u, UID in object meta: ");
  }

  @Test
  void whoFinalizesANamespaceDoesNotManageItsStatus() {
    var space = "/api/v1/namespaces/test-" + tests;
    client.put(
        space + "/finalize",
        "{metadata: {name: test-"
            + tests
            + "}, spec: {finalizers: [a.b/c]}, status: {conditions: [{type: T, status: 'True'}]}}");
    assertThat(managers(client.get(space).body()).toString())
        .contains("f:finalizers")
        .doesNotContain("f:status");
  }

  @Test
  void whoWritesTheStatusOfRangesManagesNoLabels() {
    var ranges = "/apis/networking.k8s.io/v1/servicecidrs";
    client.post(ranges, "{metadata: {name: r}, spec: {cidrs: ['192.0.2.0/24']}}");
    var sent = "{metadata: {labels: {a: b}}, status: {conditions: [{type: T, status: 'True'}]}}";
    var answer = client.patch(ranges + "/r/status?fieldManager=m", "merge-patch+json", sent);
    assertThat(managers(answer.body()).toString())
        .contains("m Update/status {\"f:status\"")
        .doesNotContain("f:labels");
  }

  @Test
  void scaleOfNothingCannotBeApplied() {
    assertThat(scale("scaler", "", 2).message()).isEqualTo("deployments.apps \"a\" not found");
  }

  private void applyFromClient(String lastApplied) {
    client.post(
        maps + "?fieldManager=kubectl-client-side-apply",
        map(", annotations: {" + LAST_APPLIED + ": '" + lastApplied + "'}", "{a: '1', b: '1'}"));
  }

  @Test
  void kubectlTakesOverWhatItAppliedFromItsOwnSide() {
    applyFromClient(
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"},"
            + "\"data\":{\"a\":\"1\"}}");
    assertThat(applyMap("kubectl", "{a: '2'}").code()).isEqualTo(200);
    assertThat(stored().path("metadata").path("annotations").path(LAST_APPLIED).asText())
        .isEqualTo(
            "{\"apiVersion\":\"v1\",\"data\":{\"a\":\"2\"},\"kind\":\"ConfigMap\","
                + "\"metadata\":{\"name\":\"a\"}}\n");
    assertThat(applyMap("kubectl", "{a: '2', b: '2'}").message()).contains(": .data.b");
  }

  @Test
  void othersDoNotTakeOverWhatKubectlApplied() {
    applyFromClient("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"data\":{\"a\":\"1\"}}");
    assertThat(applyMap("helm", "{a: '2'}").code()).isEqualTo(409);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "{\"apiVersion\":\"v2\",\"kind\":\"ConfigMap\",\"data\":{\"a\":\"1\"}}",
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"data\":{\"a\":\"0\"}}",
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"bogus\":1}"
      })
  void whatKubectlDidNotApplyIsInConflict(String lastApplied) {
    applyFromClient(lastApplied);
    assertThat(applyMap("kubectl", "{a: '2'}").code()).isEqualTo(409);
  }
}
