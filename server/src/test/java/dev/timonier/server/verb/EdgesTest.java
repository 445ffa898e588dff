package dev.timonier.server.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.TestServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What clients seldom ask, and are answered all the same.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgesTest {
  private static final String COLLECTION = "/api/v1/namespaces/default/configmaps";
  private static final String UNPARSED =
      "resourceVersion: Invalid value: \"x\": strconv.ParseUint: parsing \"x\": invalid syntax";

  @AutoClose private final TestServer server = new TestServer();

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1", "/apis/events.k8s.io/v1"})
  void eventsAtAnUnparsableVersionAreBadRequests(String root) {
    var answer = server.admin().get(root + "/namespaces/default/events/none?resourceVersion=x");
    assertThat(answer.code()).isEqualTo(400);
    assertThat(answer.message()).isEqualTo("invalid resource version: " + UNPARSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/watch", "/api/v1/proxy/", "/apis/apps/v1/watch?a=b"})
  void pathsOfAVerbAloneAreNotUnderstood(String target) {
    var answer = server.admin().post(target, "{}");
    assertThat(answer.code()).isEqualTo(500);
    assertThat(answer.text())
        .isEqualTo(
            "Internal Server Error: \""
                + target
                + "\": failed to create RequestInfo: unable to determine kind and namespace from url, "
                + target
                + "\n");
    assertThat(answer.headers().first("Audit-Id")).isPresent();
    assertThat(answer.headers().first("Cache-Control")).isEmpty();
  }

  @Test
  void whoProxiesByThePathNeedsTheRight() {
    var answer = server.certificate("CN=jane").get("/api/v1/proxy/nodes/a");
    assertThat(answer.message())
        .startsWith("nodes \"a\" is forbidden: User \"jane\" cannot proxy resource \"nodes\"");
    assertThat(server.admin().get("/api/v1/proxy/nodes/a").code()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api, 405",
    "HEAD, /api/, 405",
    "GET, /api/, 200",
    "POST, /version, 405",
    "POST, /version/, 405",
    "POST, /version/x, 404"
  })
  void whatCanBeReadOnlyRefusesOtherMethods(String method, String path, int code) {
    var answer = server.admin().beginning(method, path, new byte[0]);
    assertThat(answer.code()).isEqualTo(code);
  }

  @Test
  void otherObjectsAtAnUnparsableVersionAreFailures() {
    var answer = server.admin().get(COLLECTION + "/none?resourceVersion=x");
    assertThat(answer.code()).isEqualTo(500);
    assertThat(answer.message()).isEqualTo(UNPARSED);
  }

  @Test
  void dryRunOfACreationShowsTheVersionThatWasGiven() {
    var body = "{metadata: {name: given, resourceVersion: '7', selfLink: /a}}";
    var answer = server.admin().post(COLLECTION + "?dryRun=All", body);
    assertThat(answer.code()).isEqualTo(201);
    assertThat(answer.body().at("/metadata/resourceVersion").asText()).isEqualTo("7");
    assertThat(answer.body().path("metadata").has("selfLink")).isFalse();
    var real = server.admin().post(COLLECTION, body);
    assertThat(real.code()).isEqualTo(500);
    assertThat(real.message())
        .isEqualTo("resourceVersion should not be set on objects to be created");
  }

  @Test
  void dryRunOfAnUpdateShowsTheLinkThatWasGiven() {
    server.admin().post(COLLECTION, "{metadata: {name: linked}}");
    var body = "{metadata: {name: linked, selfLink: /a}}";
    var dry = server.admin().put(COLLECTION + "/linked?dryRun=All", body);
    assertThat(dry.body().at("/metadata/selfLink").asText()).isEqualTo("/a");
    var real = server.admin().put(COLLECTION + "/linked", body);
    assertThat(real.body().path("metadata").has("selfLink")).isFalse();
    assertThat(real.body().at("/metadata/resourceVersion"))
        .isEqualTo(dry.body().at("/metadata/resourceVersion"));
  }

  @Test
  void kindThatIsNullIsNotSaid() {
    var body = "{kind: null, apiVersion: null, metadata: {name: untyped}}";
    var answer = server.admin().post(COLLECTION + "?fieldValidation=Strict", body);
    assertThat(answer.code()).as(answer.text()).isEqualTo(201);
    assertThat(answer.body().path("kind").asText()).isEqualTo("ConfigMap");
    assertThat(answer.headers().first("Warning")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/openid/v1/jwks, application/json, 406",
    "/openid/v1/jwks, application/jwk-set+json;q=0, 200",
    "/openid/v1/jwks, 'text/html, */*;q=0.8', 200",
    "/openid/v1/jwks, application/*, 406",
    "/.well-known/openid-configuration, application/json, 200",
    "/.well-known/openid-configuration, application/yaml, 406"
  })
  void issuerIsToldInOneFormat(String path, String accept, int code) {
    var answer = server.admin().with("Accept", accept).get(path);
    assertThat(answer.code()).isEqualTo(code);
    if (code == 406) {
      assertThat(answer.text()).contains("Available representations: application/");
    }
  }

  @Test
  void failureThatCannotBeToldAsAskedForIsForHumanEyes() {
    var answer = server.admin().with("Accept", "text/html").get(COLLECTION);
    assertThat(answer.code()).isEqualTo(406);
    assertThat(answer.headers().first("Content-Type")).hasValue("application/json");
    assertThat(answer.text()).startsWith("{\n  \"kind\": \"Status\",\n").endsWith("\n}");
  }

  @Test
  void deprecationIsToldOnlyWhereThereIsAForm() {
    var endpoints = "/api/v1/namespaces/default/endpoints";
    assertThat(server.admin().get(endpoints).headers().first("Warning")).isPresent();
    var refused = server.admin().with("Accept", "text/html").get(endpoints);
    assertThat(refused.headers().first("Warning")).isEmpty();
  }

  @Test
  void metricsTellHowTheirNamesAreEscaped() {
    for (var path : new String[] {"/metrics", "/metrics/slis"}) {
      assertThat(server.admin().get(path).headers().first("Content-Type"))
          .hasValue("text/plain; version=0.0.4; charset=utf-8; escaping=underscores");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | /api/v1/namespaces//configmaps/none                | 400 | Namespace parameter required.
          PATCH  | /api/v1/namespaces//configmaps/none                | 400 | Namespace parameter required.
          DELETE | /api/v1/namespaces//configmaps/none                | 400 | Namespace parameter required.
          DELETE | /api/v1/namespaces//configmaps                     | 400 | Namespace parameter required.
          GET    | /apis/apps/v1/namespaces//deployments/none/scale   | 400 | Namespace parameter required.
          GET    | /api/v1/namespaces//pods/none/log                  | 400 | Namespace parameter required.
          POST   | /api/v1/namespaces//configmaps                     | 422 | ConfigMap "" is invalid: metadata.namespace: Required value
          POST   | /api/v1/namespaces//configmaps/none                | 405 | the server does not allow
          GET    | /api/v1/namespaces//nodes                          | 404 | the server could not find the requested resource
          GET    | /api/v1/namespaces//status                         | 400 | name must be provided
          POST   | /apis/apps//                                       | 405 | the server does not allow
          GET    | /api/v1/nodes//status                              | 400 | name must be provided
          GET    | /api/v1/nodes//none                                | 404 | the server could not find the requested resource
          DELETE | /api/v1/nodes//status                              | 405 | the server does not allow
          """)
  void namesAreMissedThatAreEmpty(String method, String path, int code, String message) {
    server.admin().post(COLLECTION, "{metadata: {name: present}}");
    var body = method.equals("POST") ? "{metadata: {generateName: a}}" : "{}";
    var answer =
        switch (method) {
          case "GET" -> server.admin().get(path);
          case "POST" -> server.admin().post(path, body);
          case "PATCH" -> server.admin().patch(path, "merge-patch+json", body);
          default -> server.admin().delete(path);
        };
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.message().replaceFirst("\"a.....\"", "\"\"")).startsWith(message);
    assertThat(server.admin().get(COLLECTION + "/present").code()).isEqualTo(200);
  }

  @Test
  void objectForNoNamespaceHasNone() {
    var body = "{metadata: {name: a, namespace: default}}";
    assertThat(server.admin().post("/api/v1/namespaces//configmaps", body).message())
        .isEqualTo("ConfigMap \"a\" is invalid: metadata.namespace: Required value");
    assertThat(server.admin().get("/apis//").text()).isEqualTo("404 page not found\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/namespaces//configmaps",
        "/api/v1/namespaces//",
        "/api/v1/pods//",
        "/api/v1/namespaces/default//",
        "/api/v1//",
        "/apis/apps//",
        "/api//"
      })
  void emptyPartsThatNameNothingDoNotMatter(String path) {
    assertThat(server.admin().get(path).code()).isEqualTo(200);
  }

  @Test
  void tablesOfNothingAreMadeAsThoseOfTheKind() {
    var tables = server.admin().with("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io");
    var none = "?labelSelector=no%3Dsuch";
    var limits = tables.get("/api/v1/limitranges" + none).body();
    assertThat(limits.path("rows").isNull()).isTrue();
    assertThat(tables.get(COLLECTION + none).body().path("rows").isArray()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"=", "==", "!=", "metadata.name=none,="})
  void fieldWithoutNameAndValueDemandsNothing(String selector) {
    assertThat(server.admin().get(COLLECTION + "?fieldSelector=" + selector).code()).isEqualTo(200);
    assertThat(server.admin().get(COLLECTION + "?fieldSelector=%3Da").code()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "watch=1&resourceVersionMatch=Exact, is forbidden for watch unless sendInitialEvents",
    "watch=1&sendInitialEvents=1, sendInitialEvents requires setting resourceVersionMatch",
    "sendInitialEvents=1, sendInitialEvents is forbidden for list"
  })
  void deletionsThatAskForAWatchKeepItsRules(String options, String fault) {
    assertThat(server.admin().delete(COLLECTION + "?dryRun=All&" + options).message())
        .contains(fault);
  }

  @Test
  void deletionMayAskForAWatch() {
    var watch = "watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan";
    assertThat(server.admin().delete(COLLECTION + "?dryRun=All&" + watch).code()).isEqualTo(200);
  }
}
