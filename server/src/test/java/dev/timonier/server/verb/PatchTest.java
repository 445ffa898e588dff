package dev.timonier.server.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.TestServer;
import dev.timonier.server.fixture.TestServer.Answer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PatchTest {
  private static final String MERGE = "merge-patch+json";
  private static final String STRATEGIC = "strategic-merge-patch+json";
  private static final String JSON = "json-patch+json";

  @AutoClose private final TestServer server = new TestServer();
  private TestServer.Client client;
  private int tests;
  private String templates = "";

  @BeforeAll
  void start() {
    client = server.admin();
  }

  @BeforeEach
  void createTemplate() {
    var namespace = "test-" + ++tests;
    client.post("/api/v1/namespaces", "{metadata: {name: " + namespace + "}}");
    templates = "/api/v1/namespaces/" + namespace + "/podtemplates";
    client.post(
        templates,
        "{metadata: {name: a, labels: {l: m}}, template: {spec: {containers:"
            + " [{name: c, image: i}]}}}");
  }

  private Answer patch(String type, String parameters, String body) {
    return client.patchText(templates + "/a" + parameters, type, body.replace('\'', '"'));
  }

  private record Case(String type, String parameters, String body, int code, String message) {
    @Override
    public String toString() {
      return type + parameters + " " + body;
    }
  }

  static final List<Case> REFUSALS =
      List.of(
          new Case(
              STRATEGIC,
              "",
              "{'metadata':{'finalizers':null,'$setElementOrder/finalizers':[]}}",
              500,
              "expected a []interface {}, but received a %!s(<nil>)"),
          new Case(
              STRATEGIC,
              "",
              "{'metadata':{'ownerReferences':[{'name':'y','uid':'u'}],"
                  + "'$setElementOrder/ownerReferences':[{'name':'y'}]}}",
              500,
              "map: map[name:y] does not contain declared merge key: uid"),
          new Case(
              STRATEGIC,
              "",
              "{'metadata':{'labels':{'l':1}}}",
              422,
              "map[metadata:map[labels:map[l:1]]]\": cannot convert int64 to string"),
          new Case(
              STRATEGIC,
              "",
              "{'template':'x'}",
              422,
              "map[template:x]\": cannot restore struct from: string"),
          new Case(
              STRATEGIC,
              "",
              "{'template':{'spec':{'containers':{'a':1}}}}",
              422,
              "cannot restore slice from map"),
          new Case(
              STRATEGIC, "", "{'metadata':{'labels':['x']}}", 422, "cannot restore map from slice"),
          new Case(
              STRATEGIC,
              "",
              "{'template':{'spec':{'hostNetwork':'true'}}}",
              422,
              "unrecognized type: bool"),
          new Case(
              STRATEGIC,
              "",
              "{'template':{'spec':{'terminationGracePeriodSeconds':1.5}}}",
              422,
              "cannot convert float64 to int64"),
          new Case(
              STRATEGIC,
              "",
              "{'template':{'spec':{'containers':['c']}}}",
              500,
              "list element types are not identical: [[map["),
          new Case(
              STRATEGIC,
              "",
              "{'metadata':{'$retainKeys':1}}",
              400,
              "invalid patch format of retainKeys"),
          new Case(
              STRATEGIC,
              "?fieldValidation=Strict",
              "{'foo':{'bar':[1,null]},'metadata':{'labels':{'a':'1','a':'2'}},'bar':1}",
              422,
              "map[bar:1 foo:map[bar:[1 <nil>]] metadata:map[labels:map[a:2]]]\": strict decoding error: duplicate field \"metadata.labels.a\", unknown field \"bar\", unknown field \"foo\""),
          new Case(
              STRATEGIC,
              "",
              "[]",
              400,
              "json: cannot unmarshal array into Go value of type map[string]interface {}"),
          new Case(
              MERGE,
              "",
              "{'kind':'Nothing'}",
              422,
              "no kind \"Nothing\" is registered for version \"v1\" in scheme \"pkg/api/legacyscheme/scheme.go:30\""),
          new Case(
              MERGE,
              "",
              "{'kind':'Secret'}",
              422,
              "converting (v1.Secret) to (core.PodTemplate): unknown conversion"),
          new Case(
              MERGE,
              "",
              "{'metadata':{'labels':['x']}}",
              422,
              "\\\"labels\\\":[\\\"x\\\"],\\\"managedFields\\\":[{\\\"manager\\\":\\\""),
          new Case(
              MERGE,
              "",
              "{'metadata':{'labels':['x']}}",
              422,
              "json: cannot unmarshal array into Go struct field ObjectMeta.metadata.labels of type map[string]string"),
          new Case(MERGE, "", "null", 400, "Invalid JSON Patch"),
          new Case(MERGE, "?fieldValidation=Ignore", "no JSON", 400, "Invalid JSON Patch"),
          new Case(
              MERGE,
              "?fieldValidation=Ignore",
              "[1]",
              422,
              "patch: Invalid value: \"[1]\": couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value of type struct"),
          new Case(
              MERGE,
              "",
              "{'metadata':{'namespace':'other'}}",
              400,
              "the namespace of the provided object does not match the namespace sent on the request"),
          new Case(
              JSON,
              "",
              "[1]",
              400,
              "error decoding patch: json: cannot unmarshal number into Go value of type handlers.jsonPatchOp"),
          new Case(
              JSON,
              "?fieldValidation=Ignore",
              "[1]",
              400,
              "json: cannot unmarshal number into Go value of type jsonpatch.Operation"),
          new Case(
              JSON,
              "",
              "[{'op':1}]",
              400,
              "error decoding patch: json: cannot unmarshal number into Go struct field jsonPatchOp.op of type string"),
          new Case(
              JSON,
              "",
              "[{'op':'remove','path':'/none'}]",
              422,
              "the server rejected our request due to an error in our request"),
          new Case(
              JSON,
              "?fieldValidation=Strict",
              "[{'op':'add','path':'/foo','value':1,'x':1}]",
              422,
              "strict decoding error: json patch unknown field \"[0].x\", unknown field \"foo\""));

  @ParameterizedTest
  @FieldSource("REFUSALS")
  void badPatchIsRefusedInTheWordsOfKubernetes(Case c) {
    var answer = patch(c.type(), c.parameters(), c.body());
    assertThat(answer.code()).isEqualTo(c.code());
    assertThat(answer.message()).contains(c.message());
  }

  private static final String NAMELESS =
      ".secrets: element 0: associative list with keys has an element that omits all key fields"
          + " [\"name\"] (and doesn't have default values for any key fields)";

  @Test
  void elementsThatNothingTellsApartAreNotMerged() {
    var accounts = templates.replace("podtemplates", "serviceaccounts");
    var account = "{apiVersion: v1, kind: ServiceAccount, metadata: {name: a}}";
    client.post(accounts, "{metadata: {name: a}, secrets: [{namespace: x}, {name: t}]}");
    assertThat(
            client.patchText(accounts + "/a?fieldManager=m", "apply-patch+yaml", account).message())
        .startsWith("failed to create manager for existing fields: failed to convert new object (")
        .endsWith("/a; /v1, Kind=ServiceAccount) to smd typed: " + NAMELESS);
    assertThat(
            client
                .patchText(accounts + "/a", STRATEGIC, "{\"secrets\":[{\"name\":\"u\"}]}")
                .message())
        .isEqualTo("map: map[] does not contain declared merge key: name");
  }

  @Test
  void warningsTellOfThePatchThenOfTheObject() {
    var answer = patch(JSON, "", "[{'op':'add','op':'add','path':'/foo','value':1,'PATH':'/x'}]");
    assertThat(answer.headers().asMap().get("Warning"))
        .containsExactly(
            "299 - \"json patch duplicate field \\\"[0].op\\\"\"",
            "299 - \"json patch unknown field \\\"[0].PATH\\\"\"",
            "299 - \"unknown field \\\"foo\\\"\"");
  }

  @Test
  void warningsTellOfAPatchThatIsRefused() {
    var answer = patch(MERGE, "", "{'foo':1,'metadata':{'labels':{'a':'-'}}}");
    assertThat(answer.code()).isEqualTo(422);
    assertThat(answer.headers().asMap().get("Warning"))
        .containsExactly("299 - \"unknown field \\\"foo\\\"\"");
  }

  @Test
  void whoWritesTheStatusHearsOnlyOfTheStatus() {
    var services = "/api/v1/namespaces/test-" + tests + "/services";
    var spec = "{clusterIP: None, externalIPs: [1.2.3.4], ports: [{port: 1}]}";
    var created = client.post(services, "{metadata: {name: a}, spec: " + spec + "}");
    assertThat(created.headers().first("Warning")).isPresent();
    var status =
        "{status: {conditions: [{type: A, status: 'True', reason: R, message: m, lastTransitionTime: '2026-01-01T00:00:00Z'}]}}";
    var patched = client.patch(services + "/a/status", MERGE, status);
    assertThat(patched.code()).isEqualTo(200);
    assertThat(patched.headers().first("Warning")).isEmpty();
  }

  @Test
  void whoScalesHearsOfThePods() {
    var sets = "/apis/apps/v1/namespaces/test-" + tests + "/replicasets";
    var template =
        "{metadata: {labels: {a: b}}, spec: {imagePullSecrets: [{}], containers: [{name: c, image: i}]}}";
    client.post(
        sets,
        "{metadata: {name: a}, spec: {selector: {matchLabels: {a: b}}, template: "
            + template
            + "}}");
    var scaled = client.patch(sets + "/a/scale", MERGE, "{spec: {replicas: 2}}");
    assertThat(scaled.headers().first("Warning").orElse("")).contains("imagePullSecrets[0].name");
  }

  @Test
  void typeOfAPatchIsCheckedBeforeTheFormOfTheReply() {
    var answer =
        client.with("Accept", "text/plain").patchText(templates + "/a", "nothing+json", "{}");
    assertThat(answer.code()).isEqualTo(415);
  }

  @Test
  void ofFieldThatPatchGivesAgainTheLastCounts() {
    patch(MERGE, "", "{'metadata':{'labels':{'a':'1'},'labels':{'b':'2'}}}");
    var labels = client.get(templates + "/a").body().path("metadata").path("labels");
    assertThat(labels.toString()).isEqualTo("{\"b\":\"2\",\"l\":\"m\"}");
  }

  @Test
  void selectorOfADisruptionBudgetIsReplaced() {
    var budgets = "/apis/policy/v1/namespaces/default/poddisruptionbudgets";
    client.post(
        budgets, "{metadata: {name: a}, spec: {minAvailable: 1, selector: {matchLabels: {a: b}}}}");
    var answer =
        client.patch(
            budgets + "/a",
            STRATEGIC,
            "{spec: {selector: {matchLabels: {c: d}}, minAvailable: 2}}");
    assertThat(answer.body().at("/spec/selector/matchLabels").toString())
        .isEqualTo("{\"c\":\"d\"}");
  }

  @Test
  void whatIsNotThereCannotBePatched() {
    var answer = client.patch(templates + "/none", STRATEGIC, "{}");
    assertThat(answer.message()).isEqualTo("podtemplates \"none\" not found");
  }

  @Test
  void whatIsNotThereIsToldBeforeWhatIsWrongWithThePatch() {
    var answer = client.patchText(templates + "/none", MERGE, "[");
    assertThat(answer.message()).isEqualTo("podtemplates \"none\" not found");
  }

  @Test
  void objectThatCouldNotBeReadAgainIsRefused() {
    var classes = "/apis/resource.k8s.io/v1/deviceclasses";
    var deep = "[".repeat(400) + "]".repeat(400);
    client.post(
        classes,
        "{metadata: {name: deep}, spec: {config: [{opaque: {driver: a.b, parameters: {a: %s}}}]}}"
            .formatted("[".repeat(190) + "]".repeat(190)));
    var deeper =
        client.patchText(
            classes + "/deep",
            JSON,
            "[{\"op\":\"add\",\"path\":\"/spec/config/0/opaque/parameters/a%s\",\"value\":%s}]"
                .formatted("/0".repeat(150) + "/-", deep));
    assertThat(deeper.code()).isEqualTo(422);
    assertThat(client.get(classes + "/deep").code()).isEqualTo(200);
    assertThat(client.delete(classes + "/deep").code()).isEqualTo(200);
  }

  @Test
  void refusedDocumentShowsTheKeysOfMapsInOrder() {
    var maps = "/api/v1/namespaces/default/configmaps";
    client.post(maps, "{metadata: {name: ordered}, data: {b: x}}");
    var answer = client.patch(maps + "/ordered", MERGE, "{data: {a: 1}}");
    assertThat(answer.message()).contains("{\\\"a\\\":1,\\\"b\\\":\\\"x\\\"}");
  }

  @Test
  void hugeNumberOfAStrategicPatchIsAFloat() {
    var deployments = "/apis/apps/v1/namespaces/default/deployments";
    client.post(
        deployments,
        "{metadata: {name: huge}, spec: {selector: {matchLabels: {a: b}}, template: {metadata:"
            + " {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}}}");
    var patch = "{spec: {strategy: {rollingUpdate: {maxSurge: 1000000000000000000000}}}}";
    assertThat(client.patch(deployments + "/huge", STRATEGIC, patch).message())
        .endsWith("json: cannot unmarshal number 1e+21 into Go value of type int32");
  }
}
