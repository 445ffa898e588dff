package dev.timonier.server.verb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.TestServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What holds for writes to objects of every kind.
class WritingTest {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/default/leases";

  @AutoClose private final TestServer server = new TestServer();
  private TestServer.Client client;

  @BeforeEach
  void start() {
    client = server.admin();
  }

  @Test
  void uidOfNoObjectIsRefused() {
    var applied =
        client.patch(
            MAPS + "/a?fieldManager=m",
            "apply-patch+yaml",
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, uid: u}}");
    assertThat(applied.code()).isEqualTo(409);
    assertThat(applied.message())
        .isEqualTo(
            "Operation cannot be fulfilled on configmaps \"a\": uid mismatch: the provided object"
                + " specified uid u, and no existing object was found");
    var put = client.put(LEASES + "/a", "{metadata: {name: a, uid: u}}");
    assertThat(put.code()).isEqualTo(409);
    assertThat(put.message())
        .endsWith(
            "Key: /registry/leases/default/a, ResourceVersion: 0, AdditionalErrorMsg: Precondition"
                + " failed: UID in precondition: u, UID in object meta: ");
    var dry = client.put(LEASES + "/a?dryRun=All", "{metadata: {name: a, uid: u}}");
    assertThat(dry.message()).contains("Key: /leases/default/a, ");
  }

  @Test
  void managersThatApplyAtOnceAllCreateTheObject() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var applications =
          IntStream.range(0, 12).<Callable<Integer>>mapToObj(m -> () -> apply("m" + m)).toList();
      for (var code : threads.invokeAll(applications)) {
        assertThat(code.get()).isIn(200, 201);
      }
    }
    assertThat(client.get(MAPS + "/shared").body().at("/metadata/managedFields")).hasSize(12);
  }

  private int apply(String manager) {
    var config =
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: shared}, data: {" + manager + ": v}}";
    var path = MAPS + "/shared?fieldManager=" + manager;
    return client.patch(path, "apply-patch+yaml", config).code();
  }

  @Test
  void versionThatIsNoneIsRefused() {
    client.post(MAPS, "{metadata: {name: a}}");
    assertThat(client.put(MAPS + "/a", "{metadata: {name: a, resourceVersion: x}}").message())
        .isEqualTo("strconv.ParseUint: parsing \"x\": invalid syntax");
  }

  @Test
  void preconditionsOfDeletionsMayStandInTheQuery() {
    var created = client.post(MAPS, "{metadata: {name: a}}").body().path("metadata");
    for (var another : List.of("uid=u", "resourceVersion=1")) {
      assertThat(client.delete(MAPS + "/a?" + another).message())
          .contains("in the precondition (")
          .contains("does not match");
    }
    var uid = created.path("uid").asText();
    var version = created.path("resourceVersion").asText();
    var known = "uid=" + uid + "&resourceVersion=" + version;
    assertThat(client.delete(MAPS + "/a?" + known).code()).isEqualTo(200);
  }

  @Test
  void deletionOfAnotherNamespaceIsRefusedInWordsOfItsOwn() {
    client.post("/api/v1/namespaces", "{metadata: {name: a}}");
    for (var what : List.of("UID", "ResourceVersion")) {
      var parameter = what.equals("UID") ? "uid=1" : "resourceVersion=1";
      var refused = client.delete("/api/v1/namespaces/a?" + parameter);
      assertThat(refused.code()).isEqualTo(409);
      assertThat(refused.body().at("/details/kind").asText()).isEqualTo("namespaces");
      assertThat(refused.message())
          .startsWith(
              "Operation cannot be fulfilled on namespaces \"a\": Precondition failed: "
                  + "%s in precondition: 1, %s in object meta: ".formatted(what, what));
    }
  }

  @Test
  void dryRunOfADeletionThatTakesFinalizersShowsNothingOfTheObject() {
    client.post(MAPS, "{metadata: {name: a, finalizers: [orphan]}, data: {k: v}}");
    var shown = client.delete(MAPS + "/a?dryRun=All&propagationPolicy=Background");
    assertThat(shown.code()).isEqualTo(200);
    assertThat(shown.body().toString())
        .isEqualTo("{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{}}");
    var marked = client.delete(MAPS + "/a?dryRun=All");
    assertThat(marked.body().at("/metadata/finalizers")).hasSize(1);
    var status = client.delete(MAPS + "/a?propagationPolicy=Background");
    assertThat(status.body().path("kind").asText()).isEqualTo("Status");
  }

  @Test
  void fieldsThatAreUnknownAreQuoted() {
    var unknown =
        client
            .with("Content-Type", "application/json")
            .beginning("POST", MAPS + "?fieldValidation=Strict", "{\"a\\\"b\":1}".getBytes(UTF_8));
    assertThat(unknown.message()).endsWith("strict decoding error: unknown field \"a\\\"b\"");
  }

  @Test
  void faultOfBase64IsWhereItsLastGroupBegins() {
    for (var row : Map.of("b", 0, "YQ==b", 2, "YWJjZGU", 4).entrySet()) {
      var map = "{metadata: {name: a}, binaryData: {a: '" + row.getKey() + "'}}";
      assertThat(client.post(MAPS, map).message())
          .endsWith("illegal base64 data at input byte " + row.getValue());
    }
  }

  @Test
  void ownersAreNamedOnce() {
    var owner = "{apiVersion: v1, kind: Pod, name: p, uid: u}";
    var map =
        "{metadata: {name: a, ownerReferences: ["
            + String.join(", ", owner, owner, owner.replace("name: p", "name: q"))
            + "]}}";
    var advice =
        "; API server dedups owner references in 1.20+, and may reject such requests as early as"
            + " 1.24; please fix your requests; duplicate UID(s) observed: u\"";
    for (var answer : List.of(client.post(MAPS, map), client.put(MAPS + "/a", map))) {
      assertThat(answer.body().at("/metadata/ownerReferences")).hasSize(2);
      assertThat(answer.headers().all("Warning"))
          .containsExactly("299 - \".metadata.ownerReferences contains duplicate entries" + advice);
    }
    var patched = client.patch(MAPS + "/a", "merge-patch+json", map);
    assertThat(patched.body().at("/metadata/ownerReferences")).hasSize(2);
    assertThat(patched.headers().all("Warning"))
        .containsExactly(
            "299 - \".metadata.ownerReferences contains duplicate entries after mutating admission"
                + " happens"
                + advice);
  }

  /// The environment of a container, whose managers take more room than itself.
  private static String template(int variables) {
    var env =
        IntStream.range(0, variables)
            .mapToObj("{name: v%d}"::formatted)
            .collect(Collectors.joining(", "));
    return "{apiVersion: v1, kind: PodTemplate, metadata: {name: a}, template: {spec: {containers:"
        + " [{name: c, image: i, env: ["
        + env
        + "]}]}}}";
  }

  @Test
  void objectIsStoredWithoutManagersWhenTheyMakeItTooLarge() {
    var templates = "/api/v1/namespaces/default/podtemplates";
    var large = template(35_000);
    var created = client.post(templates, large);
    assertThat(created.code()).isEqualTo(201);
    assertThat(created.body().at("/metadata").has("managedFields")).isFalse();

    client.delete(templates + "/a");
    client.post(templates, template(1));
    var replaced = client.put(templates + "/a", large);
    assertThat(replaced.code()).isEqualTo(200);
    assertThat(replaced.body().at("/metadata").has("managedFields")).isFalse();

    client.delete(templates + "/a");
    var applied = client.patch(templates + "/a?fieldManager=m", "apply-patch+yaml", large);
    assertThat(applied.code()).isEqualTo(500);
    assertThat(applied.message()).isEqualTo("etcdserver: request is too large");
  }

  @Test
  void deletionIsNotRefusedWhereThereIsNothingToDelete() {
    var another = "{\"preconditions\":{\"uid\":\"u\"}}".getBytes(UTF_8);
    var path = "/api/v1/namespaces/kube-system";
    var json = client.with("Content-Type", "application/json");
    assertThat(json.beginning("DELETE", path, another).code()).isEqualTo(409);
    assertThat(client.delete(path).code()).isEqualTo(403);
  }
}
