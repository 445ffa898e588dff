package dev.timonier.server.representation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.TestServer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is answered in which format, and what to those who ask for others.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AcceptTest {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String AGGREGATED = ";g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
  private static final String NOT_ACCEPTABLE = "406: Not Acceptable\n\nAvailable representations: ";
  private static final String ALL =
      "application/json, application/yaml, application/vnd.kubernetes.protobuf";
  private static final String STREAMS =
      ", application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch";

  @AutoClose private final TestServer server = new TestServer();

  @BeforeAll
  void start() {
    server.admin().post(MAPS, "{metadata: {name: mine}}");
  }

  record Taken(String name, String path, String accept, String type) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Taken> taken =
      List.of(
          new Taken("anything", MAPS + "/mine", "*/*", "application/json"),
          new Taken("a name before anything", MAPS, "*/*,application/yaml", "application/yaml"),
          new Taken(
              "any format beside one that is named",
              MAPS,
              "application/*,application/yaml;q=0.5",
              "application/json"),
          new Taken(
              "a stream where there is none",
              MAPS + "/mine",
              "application/yaml;stream=watch,application/json;stream=watch",
              "application/json"),
          new Taken(
              "a version of what has none",
              MAPS,
              "application/json;sv=v2,application/yaml;sv=v1",
              "application/yaml"),
          new Taken(
              "half a shape", MAPS, "application/json;v=v1,application/yaml", "application/yaml"),
          new Taken(
              "the likeliest", MAPS, "application/yaml;q=0.1,application/json", "application/json"),
          new Taken(
              "discovery at once",
              "/api",
              "application/json" + AGGREGATED,
              "application/json" + AGGREGATED),
          new Taken(
              "discovery at once in YAML",
              "/apis",
              "application/yaml" + AGGREGATED,
              "application/yaml" + AGGREGATED),
          new Taken(
              "discovery at once, though it stands last",
              "/api",
              "application/json,application/json" + AGGREGATED,
              "application/json" + AGGREGATED),
          new Taken(
              "a group as protobuf",
              "/apis/policy",
              "application/vnd.kubernetes.protobuf,*/*",
              "application/vnd.kubernetes.protobuf"));

  @ParameterizedTest
  @FieldSource("taken")
  void formIsChosen(Taken row) {
    var answer = server.admin().with("Accept", row.accept).get(row.path);

    assertThat(answer.code()).isEqualTo(200);
    assertThat(answer.headers().first("Content-Type")).contains(row.type);
  }

  record Laid(String query, String accept, String agent, boolean indented) {}

  static final List<Laid> laid =
      List.of(
          new Laid("", "*/*", "kubectl", false),
          new Laid("", "*/*", "curl/8", true),
          new Laid("?pretty=true", "*/*", "kubectl", true),
          new Laid("?pretty=0", "*/*", "curl/8", false),
          new Laid("?pretty=yes", "*/*", "curl/8", false),
          new Laid("?pretty=", "*/*", "curl/8", true),
          new Laid("?pretty=0", "application/json;pretty=1", "kubectl", true));

  @ParameterizedTest
  @FieldSource("laid")
  void jsonIsLaidOutForPeople(Laid row) {
    var client = server.admin().with("Accept", row.accept).with("User-Agent", row.agent);

    assertThat(client.get(MAPS + "/mine" + row.query).text().contains("\n  "))
        .isEqualTo(row.indented);
  }

  record Refused(String path, String accept, String message) {
    @Override
    public String toString() {
      return path + " as " + accept;
    }
  }

  static final List<Refused> refused =
      List.of(
          new Refused(MAPS + "/mine", "text/html", NOT_ACCEPTABLE + ALL),
          new Refused(MAPS, "text/html", NOT_ACCEPTABLE + ALL + STREAMS),
          new Refused(MAPS + "?watch=true", "text/html", NOT_ACCEPTABLE + ALL + STREAMS),
          new Refused("/api", "text/html", NOT_ACCEPTABLE + ALL),
          new Refused("/apis", "text/html", "only the following media types are accepted: " + ALL),
          new Refused(
              "/apis/policy", "text/html", "only the following media types are accepted: " + ALL),
          new Refused("/version", "text/html", NOT_ACCEPTABLE + "application/json"));

  @ParameterizedTest
  @FieldSource("refused")
  void otherFormsAreRefused(Refused row) {
    var answer = server.admin().with("Accept", row.accept + ",text/plain").get(row.path);

    assertThat(answer.code()).isEqualTo(406);
    assertThat(answer.text().replace("\\n", "\n")).contains(row.message);
    assertThat(answer.text()).startsWith("{\n  \"kind\": \"Status\",").endsWith("\n}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/namespaces/default/pods/none/resize",
        "/api/v1/namespaces/default/pods/none/ephemeralcontainers",
        "/apis/certificates.k8s.io/v1/certificatesigningrequests/none/approval"
      })
  void someSubresourcesAreNoTables(String path) {
    var client = server.admin();
    var answer = client.with("Accept", "application/json" + TABLE).get(path);

    assertThat(answer.code()).isEqualTo(406);
    assertThat(answer.message()).isEqualTo("only the following media types are accepted: " + ALL);
    assertThat(client.get(path).code()).isEqualTo(404);
  }

  @Test
  void logsAreTextForThoseWhoCouldTakeObjects() {
    var path = "/api/v1/namespaces/default/pods/none/log";
    var client = server.admin();

    assertThat(client.with("Accept", "text/html").get(path).message())
        .isEqualTo(NOT_ACCEPTABLE + "text/plain, " + ALL);
    assertThat(client.with("Accept", "text/plain").get(path).message())
        .isEqualTo("only the following media types are accepted: " + ALL);
    assertThat(client.with("Accept", "text/plain,*/*").get(path).code()).isEqualTo(404);
  }

  @Test
  void whatAScaleIsPatchedWithIsLookedAtFirst() {
    var path = "/apis/apps/v1/namespaces/default/deployments/none/scale";
    var client = server.admin().with("Accept", "text/html").with("Content-Type", "text/html");
    assertThat(client.beginning("PATCH", path, "{}".getBytes(UTF_8)).code()).isEqualTo(415);
  }

  @Test
  void failureIsToldInAnyFormatToWhomAnyWillDo() {
    var client = server.admin().with("Accept", "application/*");

    assertThat(client.get(MAPS + "/mine").code()).isEqualTo(406);
    assertThat(client.get(MAPS + "/mine").text()).startsWith("{\"kind\":\"Status\",");
    assertThat(client.get("/apis").code()).isEqualTo(200);
    assertThat(client.get("/apis/policy").code()).isEqualTo(200);
    assertThat(client.get("/api").code()).isEqualTo(406);
  }

  private record Failure(String accept, String told) {}

  private static final String TABLE = ";as=Table;v=v1;g=meta.k8s.io";

  static final List<Failure> FAILURES =
      List.of(
          new Failure("application/json" + TABLE + ",application/json", "{\"kind\":\"Status\","),
          new Failure("application/json" + TABLE + ",*/*", "{\"kind\":\"Status\","),
          new Failure("application/json" + TABLE + ",application/yaml", "apiVersion: v1\n"),
          new Failure("application/json" + TABLE, "{\n  \"kind\": \"Status\","));

  /// As kubectl asks, which has a line for each answer when it is told to be verbose.
  @ParameterizedTest
  @FieldSource("FAILURES")
  void failureIsToldInTheFormThatIsTakenBesideTables(Failure row) {
    var client = server.admin().with("Accept", row.accept());
    assertThat(client.get("/api/v1/namespaces/none").text()).startsWith(row.told());
  }

  @Test
  void rowsOfTablesThatAreNoneAreRefusedBeforeTheWatchBegins() {
    var tables = server.admin().with("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io");

    var answer = tables.get(MAPS + "?watch=true&includeObject=Bogus");

    assertThat(answer.code()).isEqualTo(400);
    assertThat(answer.message()).contains("must be 'Metadata', 'Object', 'None', or empty");
  }

  @Test
  void slashesDivideEvenWhenTheyAreEncoded() {
    assertThat(server.admin().get("/api/v1/namespaces/default/configmaps%2Fmine").code())
        .isEqualTo(200);
    assertThat(server.admin().get(MAPS + "/a%2Fb").message())
        .isEqualTo("the server could not find the requested resource");
  }

  @Test
  void pathsOfWatchesTakeNothingButGet() {
    var path = "/api/v1/watch/namespaces/default/configmaps";

    assertThat(server.admin().post(path, "{metadata: {name: b}}").code()).isEqualTo(405);
    assertThat(server.admin().delete(path).code()).isEqualTo(405);
  }

  @Test
  void faultsOfYamlAreToldInTheWordsOfKubernetes() {
    var answer = server.admin().patchText(MAPS + "/b?fieldManager=me", "apply-patch+yaml", "a: [");

    assertThat(answer.message()).contains("did not find expected node content");
  }
}
