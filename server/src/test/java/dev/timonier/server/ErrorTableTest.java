package dev.timonier.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.fixture.TestKeys;
import dev.timonier.server.fixture.TestServer;
import dev.timonier.server.json.JsonReader;
import dev.timonier.server.proxy.AnyServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What clients are told when something is wrong, request by request, through the network. Each row
/// stands for a form of error (<https://kubernetes.io/docs/reference/using-api/api-concepts/>); no
/// row changes what another one finds.
final class ErrorTableTest {
  private static final String DEFAULT = "/api/v1/namespaces/default/";
  private static final String MAPS = DEFAULT + "configmaps";
  private static final String MINE = MAPS + "/mine";
  private static final String PODS = DEFAULT + "pods";
  private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/default/leases";
  private static final String SLICES =
      "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices";
  private static final String BUDGETS = "/apis/policy/v1/namespaces/default/poddisruptionbudgets";
  private static final String NAMESPACES = "/api/v1/namespaces";
  private static final String RUNNING =
      "{status: {phase: Running, conditions: [{type: Ready, status: 'True'}]}}";
  private static final String LIMITED = "/api/v1/namespaces/limited/pods";
  private static final String JSON = "application/json";
  private static final String JSON_PATCH = "application/json-patch+json";
  private static final String APPLY = "application/apply-patch+yaml";

  private static TestServer server;
  private static HttpClient admin;
  private static HttpClient jane;
  private static HttpClient nobody;
  private static String oldPage = "";

  enum Who {
    ADMIN,
    JANE,
    NOBODY
  }

  /// @param type of the body
  /// @param reason empty when the answer has none
  /// @param message how it begins
  record Row(
      Who who,
      String method,
      String target,
      String type,
      String body,
      int code,
      String reason,
      String message) {
    static Row get(String target, int code, String reason, String message) {
      return new Row(Who.ADMIN, "GET", target, JSON, "", code, reason, message);
    }

    static Row post(String target, String body, int code, String reason, String message) {
      return new Row(Who.ADMIN, "POST", target, JSON, body, code, reason, message);
    }

    static Row put(String target, String body, int code, String reason, String message) {
      return new Row(Who.ADMIN, "PUT", target, JSON, body, code, reason, message);
    }

    static Row delete(String target, String body, int code, String reason, String message) {
      return new Row(Who.ADMIN, "DELETE", target, JSON, body, code, reason, message);
    }

    static Row patch(
        String target, String type, String body, int code, String reason, String message) {
      return new Row(Who.ADMIN, "PATCH", target, type, body, code, reason, message);
    }

    Row by(Who other) {
      return new Row(other, method, target, type, body, code, reason, message);
    }

    @Override
    public String toString() {
      return code + " " + (message.length() > 80 ? message.substring(0, 80) : message);
    }
  }

  @BeforeAll
  static void start() {
    server = new TestServer();
    admin = client("O=system:masters,CN=admin");
    jane = client("CN=jane");
    nobody = HttpClient.newBuilder().sslContext(AnyServer.context()).build();
    fill();
  }

  private static HttpClient client(String subject) {
    return HttpClient.newBuilder().sslContext(TestKeys.clientContext(subject)).build();
  }

  private static void fill() {
    make(MAPS, "{metadata: {name: mine}}");
    make(MAPS, "{metadata: {name: other}}");
    oldPage = server.admin().get(MAPS + "?limit=1").body().at("/metadata/continue").asText();
    make(DEFAULT + "secrets", "{metadata: {name: typed}, type: example.org/one}");
    make(LEASES, "{metadata: {name: held}}");
    make(DEFAULT + "serviceaccounts", "{metadata: {name: default}}");
    make(
        PODS,
        "{metadata: {name: guarded, labels: {app: web}}, spec: {containers: [{name: c, image: i}]}}");
    server.admin().patch(PODS + "/guarded/status", "merge-patch+json", RUNNING);
    for (var budget : List.of("one", "other")) {
      make(
          BUDGETS,
          "{metadata: {name: %s}, spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}}"
              .formatted(budget));
    }
    make("/api/v1/namespaces", "{metadata: {name: limited}}");
    make("/api/v1/namespaces/limited/serviceaccounts", "{metadata: {name: default}}");
    make(
        "/api/v1/namespaces/limited/limitranges",
        "{metadata: {name: range},"
            + " spec: {limits: [{type: Container, min: {cpu: '1'}, max: {cpu: '2'}}]}}");
    fillEvictions();
    fillNamespaces();
    var applied =
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: applied}, data: {a: '1', b: '1'}}";
    server.admin().patch(MAPS + "/applied?fieldManager=first", "apply-patch+yaml", applied);
    server.compact();
  }

  /// Of two pods that each have one budget, the controller has seen the budget of the first alone.
  private static void fillEvictions() {
    for (var name : List.of("kept", "new")) {
      var labels = "{app: %s}".formatted(name);
      make(
          PODS,
          "{metadata: {name: %s, labels: %s}, spec: {containers: [{name: c, image: i}]}}"
              .formatted(name, labels));
      server.admin().patch(PODS + "/" + name + "/status", "merge-patch+json", RUNNING);
      make(
          BUDGETS,
          "{metadata: {name: %s}, spec: {minAvailable: 1, selector: {matchLabels: %s}}}"
              .formatted(name, labels));
    }
    var seen =
        "{status: {observedGeneration: 1, disruptionsAllowed: 0, currentHealthy: 1,"
            + " desiredHealthy: 1, expectedPods: 1}}";
    server.admin().patch(BUDGETS + "/kept/status", "merge-patch+json", seen);
  }

  private static void fillNamespaces() {
    make(NAMESPACES, "{metadata: {name: ending}}");
    server.admin().delete(NAMESPACES + "/ending");
    make(
        NAMESPACES,
        "{metadata: {name: strict, labels: {pod-security.kubernetes.io/enforce: baseline}}}");
    make(NAMESPACES + "/strict/serviceaccounts", "{metadata: {name: default}}");
    make(NAMESPACES, "{metadata: {name: counted}}");
    make(NAMESPACES + "/counted/serviceaccounts", "{metadata: {name: default}}");
    var hard = "{limits.memory: 1Gi, count/configmaps: '0'}";
    var quotas = NAMESPACES + "/counted/resourcequotas";
    make(quotas, "{metadata: {name: some}, spec: {hard: " + hard + "}}");
    var used = "{limits.memory: '0', count/configmaps: '0'}";
    var status = "{status: {hard: %s, used: %s}}".formatted(hard, used);
    server.admin().patch(quotas + "/some/status", "merge-patch+json", status);
  }

  private static void make(String collection, String yaml) {
    assertThat(server.admin().post(collection, yaml).code()).isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    List.of(admin, jane, nobody).forEach(HttpClient::shutdownNow);
    server.close();
  }

  private static String invalid(String kind, String name) {
    return kind + " \"" + name + "\" is invalid: ";
  }

  private static String pod(String spec) {
    return "{\"metadata\":{\"name\":\"p\"},\"spec\":" + spec + "}";
  }

  private static String cpu(String amount) {
    return pod(
        "{\"containers\":[{\"name\":\"c\",\"image\":\"i\",\"resources\":{\"limits\":{\"cpu\":\""
            + amount
            + "\"},\"requests\":{\"cpu\":\""
            + amount
            + "\"}}}]}");
  }

  private static String times(int count, String piece) {
    return String.join(",", Collections.nCopies(count, piece));
  }

  static final List<Row> existence =
      List.of(
          Row.get(MAPS + "/none", 404, "NotFound", "configmaps \"none\" not found"),
          Row.get(
              "/apis/apps/v1/namespaces/default/deployments/none",
              404,
              "NotFound",
              "deployments.apps \"none\" not found"),
          Row.post(
              MAPS,
              "{\"metadata\":{\"name\":\"mine\"}}",
              409,
              "AlreadyExists",
              "configmaps \"mine\" already exists"),
          Row.post(
              "/api/v1/namespaces/nowhere/configmaps",
              "{\"metadata\":{\"name\":\"a\"}}",
              404,
              "NotFound",
              "namespaces \"nowhere\" not found"),
          Row.post(
              MAPS,
              "{\"metadata\":{\"name\":\"a\",\"resourceVersion\":\"1\"}}",
              500,
              "",
              "resourceVersion should not be set on objects to be created"),
          Row.delete(
              "/api/v1/namespaces/default",
              "",
              403,
              "Forbidden",
              "namespaces \"default\" is forbidden: this namespace may not be deleted"));

  static final List<Row> access =
      List.of(
          Row.get(
                  MINE,
                  403,
                  "Forbidden",
                  "configmaps \"mine\" is forbidden: User \"jane\" cannot get resource"
                      + " \"configmaps\" in API group \"\" in the namespace \"default\"")
              .by(Who.JANE),
          Row.get(
                  MAPS,
                  403,
                  "Forbidden",
                  "configmaps is forbidden: User \"jane\" cannot list resource \"configmaps\" in API"
                      + " group \"\" in the namespace \"default\"")
              .by(Who.JANE),
          Row.get(
                  "/api/v1/nodes",
                  403,
                  "Forbidden",
                  "nodes is forbidden: User \"jane\" cannot list resource \"nodes\" in API group"
                      + " \"\" at the cluster scope")
              .by(Who.JANE),
          Row.get(
                  "/metrics",
                  403,
                  "Forbidden",
                  "forbidden: User \"jane\" cannot get path \"/metrics\"")
              .by(Who.JANE),
          Row.get(
                  MAPS,
                  403,
                  "Forbidden",
                  "configmaps is forbidden: User \"system:anonymous\" cannot list resource")
              .by(Who.NOBODY));

  static final List<Row> conflicts =
      List.of(
          Row.put(
              MINE,
              "{\"metadata\":{\"name\":\"mine\",\"resourceVersion\":\"1\"}}",
              409,
              "Conflict",
              "Operation cannot be fulfilled on configmaps \"mine\": the object has been modified;"
                  + " please apply your changes to the latest version and try again"),
          Row.delete(
              MINE,
              "{\"preconditions\":{\"uid\":\"other\"}}",
              409,
              "Conflict",
              "Operation cannot be fulfilled on ConfigMap \"mine\": the UID in the precondition"
                  + " (other) does not match the UID in record ("),
          Row.put(
              MINE,
              "{\"metadata\":{\"name\":\"mine\",\"uid\":\"other\"}}",
              409,
              "Conflict",
              "Operation cannot be fulfilled on configmaps \"mine\": StorageError: invalid object,"
                  + " Code: 4, Key: /registry/configmaps/default/mine, ResourceVersion: 0,"
                  + " AdditionalErrorMsg: Precondition failed: UID in precondition: other, UID in"
                  + " object meta: "),
          Row.delete(
              MINE,
              "{\"preconditions\":{\"resourceVersion\":\"1\"}}",
              409,
              "Conflict",
              "Operation cannot be fulfilled on ConfigMap \"mine\": the ResourceVersion in the"
                  + " precondition (1) does not match the ResourceVersion in record ("),
          Row.patch(
              MAPS + "/applied?fieldManager=second",
              APPLY,
              "{apiVersion: v1, kind: ConfigMap, metadata: {name: applied}, data: {a: '2'}}",
              409,
              "Conflict",
              "Apply failed with 1 conflict: conflict with \"first\": .data.a"),
          Row.patch(
              MAPS + "/applied?fieldManager=second",
              APPLY,
              "{apiVersion: v1, kind: ConfigMap, metadata: {name: applied}, data: {a: '2', b: '2'}}",
              409,
              "Conflict",
              "Apply failed with 2 conflicts: conflicts with \"first\":\n- .data.a\n- .data.b"),
          Row.put(
              LEASES + "/held",
              "{\"metadata\":{\"name\":\"held\"}}",
              422,
              "Invalid",
              "leases.coordination.k8s.io \"held\" is invalid: metadata.resourceVersion: Invalid"
                  + " value: 0: must be specified for an update"));

  static final List<Row> fields =
      List.of(
          Row.post(
              MAPS,
              "{\"metadata\":{\"name\":\"Bad_Name\"}}",
              422,
              "Invalid",
              invalid("ConfigMap", "Bad_Name")
                  + "metadata.name: Invalid value: \"Bad_Name\": a lowercase RFC 1123 subdomain"),
          Row.post(
              DEFAULT + "services",
              "{\"metadata\":{\"name\":\"s\"},\"spec\":{}}",
              422,
              "Invalid",
              invalid("Service", "s") + "spec.ports: Required value"),
          Row.post(
              PODS,
              pod(
                  "{\"restartPolicy\":\"Bogus\",\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}"),
              422,
              "Invalid",
              invalid("Pod", "p")
                  + "spec.restartPolicy: Unsupported value: \"Bogus\": supported values: \"Always\","
                  + " \"OnFailure\", \"Never\""),
          Row.post(
              PODS,
              pod("{\"containers\":[" + times(2, "{\"name\":\"c\",\"image\":\"i\"}") + "]}"),
              422,
              "Invalid",
              invalid("Pod", "p") + "spec.containers[1].name: Duplicate value: \"c\""),
          Row.post(
              PODS,
              pod(
                  "{\"containers\":[{\"name\":\"c\",\"image\":\"i\",\"volumeMounts\":"
                      + "[{\"name\":\"v\",\"mountPath\":\"/v\"}]}]}"),
              422,
              "Invalid",
              invalid("Pod", "p") + "spec.containers[0].volumeMounts[0].name: Not found: \"v\""),
          Row.patch(
              PODS + "/guarded",
              "application/merge-patch+json",
              "{\"spec\":{\"hostname\":\"other\"}}",
              422,
              "Invalid",
              invalid("Pod", "guarded")
                  + "spec: Forbidden: pod updates may not change fields other than "),
          Row.post(
              MAPS,
              "{\"metadata\":{\"name\":\"a\",\"annotations\":{\"a\":\""
                  + "x".repeat(300_000)
                  + "\"}}}",
              422,
              "Invalid",
              invalid("ConfigMap", "a")
                  + "metadata.annotations: Too long: may not be more than 262144 bytes"),
          Row.post(
              SLICES,
              "{\"metadata\":{\"name\":\"s\"},\"addressType\":\"FQDN\",\"endpoints\":"
                  + "[{\"addresses\":["
                  + times(101, "\"a.example\"")
                  + "]}]}",
              422,
              "Invalid",
              invalid("EndpointSlice.discovery.k8s.io", "s")
                  + "endpoints[0].addresses: Too many: 101: must have at most 100 items"),
          Row.patch(
              DEFAULT + "secrets/typed",
              "application/merge-patch+json",
              "{\"type\":\"example.org/other\"}",
              422,
              "Invalid",
              invalid("Secret", "typed")
                  + "type: Invalid value: \"example.org/other\": field is immutable"));

  static final List<Row> requests =
      List.of(
          Row.post(
              MAPS,
              "{\"kind\":\"Secret\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"a\"}}",
              400,
              "BadRequest",
              "Secret in version \"v1\" cannot be handled as a ConfigMap: "),
          Row.post(
              MAPS,
              "{\"metadata\"",
              400,
              "BadRequest",
              "the object provided is unrecognized (must be of type ConfigMap): couldn't get"
                  + " version/kind; json parse error: unexpected end of JSON input ({\"metadata\")"),
          Row.put(
              MINE,
              "{\"metadata\":{\"name\":\"other\"}}",
              400,
              "BadRequest",
              "the name of the object (other) does not match the name on the URL (mine)"),
          Row.put(
              MINE,
              "{\"metadata\":{\"name\":\"mine\",\"namespace\":\"kube-system\"}}",
              400,
              "BadRequest",
              "the namespace of the provided object does not match the namespace sent on the"
                  + " request"),
          Row.post(
              MAPS,
              "{\"metadata\":{\"name\":\"a\",\"namespace\":\"kube-system\"}}",
              400,
              "BadRequest",
              "the namespace of the provided object does not match the namespace sent on the"
                  + " request"),
          Row.get(
              PODS + "?fieldSelector=spec.foo%3D1",
              400,
              "BadRequest",
              "field label not supported: spec.foo"),
          Row.get(
              MAPS + "?fieldSelector=data%3D1",
              400,
              "BadRequest",
              "\"data\" is not a known field selector: only \"metadata.name\","
                  + " \"metadata.namespace\""),
          Row.post(
              MAPS + "?fieldValidation=Strict",
              "{\"metadata\":{\"name\":\"a\"},\"foo\":1}",
              400,
              "BadRequest",
              "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error:"
                  + " unknown field \"foo\""),
          Row.patch(MINE, JSON_PATCH, "{", 400, "BadRequest", "error decoding patch: "),
          Row.post(
              PODS + "/guarded/exec?command=true&dryRun=All",
              "",
              400,
              "BadRequest",
              "dryRun is not supported"),
          Row.patch(
              MAPS + "/applied?fieldManager=first",
              APPLY,
              "{apiVersion: v1, kind: ConfigMap, metadata: {name: applied, managedFields: [{}]}}",
              400,
              "BadRequest",
              "metadata.managedFields must be nil"),
          Row.patch(
              MAPS + "/applied",
              APPLY,
              "{apiVersion: v1, kind: ConfigMap, metadata: {name: applied}}",
              422,
              "Invalid",
              "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required"
                  + " for apply patch"),
          Row.patch(
              MINE,
              JSON_PATCH,
              "[{\"op\":\"test\",\"path\":\"/data\",\"value\":1}]",
              422,
              "Invalid",
              "the server rejected our request due to an error in our request"),
          Row.patch(
              MINE,
              JSON_PATCH,
              "["
                  + times(10_001, "{\"op\":\"test\",\"path\":\"/kind\",\"value\":\"ConfigMap\"}")
                  + "]",
              413,
              "RequestEntityTooLarge",
              "Request entity too large: The allowed maximum operations in a JSON patch is 10000, got"
                  + " 10001"),
          Row.post(
              MAPS,
              "x".repeat(3 * 1024 * 1024 + 1),
              413,
              "RequestEntityTooLarge",
              "Request entity too large: limit is 3145728"),
          Row.patch(
              MINE, "text/plain", "{}", 415, "UnsupportedMediaType", "415: Unsupported Media Type"),
          new Row(
              Who.ADMIN,
              "POST",
              MAPS,
              "text/plain",
              "{}",
              415,
              "UnsupportedMediaType",
              "the body of the request was in an unknown format - accepted media types include:"
                  + " application/json, application/yaml, application/vnd.kubernetes.protobuf"),
          new Row(
              Who.ADMIN,
              "POST",
              "/api/v2/pods",
              JSON,
              "{}",
              404,
              "NotFound",
              "the server could not find the requested resource"),
          Row.get(
              "/api/v1/namespaces/default/namespaces",
              404,
              "NotFound",
              "the server could not find the requested resource"),
          Row.get(
              "/api/v1/namespaces/default/namespaces/default",
              404,
              "NotFound",
              "the server could not find the requested resource"),
          Row.post(
              "/apis/authorization.k8s.io/v1/localsubjectaccessreviews",
              "{}",
              404,
              "NotFound",
              "the server could not find the requested resource"),
          Row.get(
              MAPS + "?watch=true&sendInitialEvents=true&fieldSelector=a=b",
              422,
              "Invalid",
              "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden:"
                  + " sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"),
          Row.delete(
              MAPS,
              "{\"apiVersion\": 1}",
              400,
              "BadRequest",
              "couldn't get version/kind; json parse error: json: cannot unmarshal number into Go"
                  + " struct field .apiVersion of type string"),
          Row.put(
              MAPS,
              "{}",
              405,
              "MethodNotAllowed",
              "the server does not allow this method on the requested resource"),
          Row.get(
              "/api/v1/componentstatuses?watch=true",
              405,
              "MethodNotAllowed",
              "watch is not supported on resources of kind \"componentstatuses\""),
          Row.get(
              MAPS + "?resourceVersion=1&resourceVersionMatch=Exact",
              410,
              "Expired",
              "The resourceVersion for the provided list is too old."),
          Row.get(
              "/apis/apps/v1/nothings",
              404,
              "NotFound",
              "the server could not find the requested resource"));

  static final List<Row> admission =
      List.of(
          Row.post(
              LIMITED,
              cpu("3"),
              403,
              "Forbidden",
              "pods \"p\" is forbidden: maximum cpu usage per Container is 2, but limit is 3"),
          Row.post(
              LIMITED,
              cpu("500m"),
              403,
              "Forbidden",
              "pods \"p\" is forbidden: minimum cpu usage per Container is 1, but request is 500m"),
          Row.post(
              PODS,
              pod(
                  "{\"serviceAccountName\":\"none\","
                      + "\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}"),
              403,
              "Forbidden",
              "pods \"p\" is forbidden: error looking up service account default/none:"
                  + " serviceaccount \"none\" not found"),
          Row.post(
              NAMESPACES + "/ending/configmaps",
              "{\"metadata\":{\"name\":\"a\"}}",
              403,
              "Forbidden",
              "configmaps \"a\" is forbidden: unable to create new content in namespace ending"
                  + " because it is being terminated"),
          Row.post(
              NAMESPACES + "/strict/pods",
              pod("{\"hostPID\":true,\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}"),
              403,
              "Forbidden",
              "pods \"p\" is forbidden: violates PodSecurity \"baseline:latest\": host namespaces"
                  + " (hostPID=true)"),
          Row.post(
              NAMESPACES + "/counted/configmaps",
              "{\"metadata\":{\"name\":\"a\"}}",
              403,
              "Forbidden",
              "configmaps \"a\" is forbidden: exceeded quota: some, requested: count/configmaps=1,"
                  + " used: count/configmaps=0, limited: count/configmaps=0"),
          Row.post(
              NAMESPACES + "/counted/pods",
              pod("{\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}"),
              403,
              "Forbidden",
              "pods \"p\" is forbidden: failed quota: some: must specify limits.memory for: c"),
          Row.post(
              PODS + "/kept/eviction",
              "{\"metadata\":{\"name\":\"kept\"},\"deleteOptions\":"
                  + "{\"ignoreStoreReadErrorWithClusterBreakingPotential\":true}}",
              422,
              "Invalid",
              "Eviction.policy \"kept\" is invalid:"
                  + " deleteOptions.ignoreStoreReadErrorWithClusterBreakingPotential: Invalid value:"
                  + " true: can not be set for pod eviction, try after removing the option"),
          Row.post(
              PODS + "/kept/eviction",
              "{\"metadata\":{\"name\":\"kept\"}}",
              429,
              "TooManyRequests",
              "Cannot evict pod as it would violate the pod's disruption budget."),
          Row.post(
              PODS + "/new/eviction",
              "{\"metadata\":{\"name\":\"new\"}}",
              429,
              "TooManyRequests",
              "Cannot evict pod as it would violate the pod's disruption budget."),
          Row.post(
              PODS + "/guarded/eviction",
              "{\"metadata\":{\"name\":\"guarded\"}}",
              500,
              "",
              "This pod has more than one PodDisruptionBudget, which the eviction subresource does"
                  + " not support."));

  @ParameterizedTest
  @FieldSource({"existence", "access", "conflicts", "fields", "requests", "admission"})
  void whatIsWrongIsToldInTheFormOfKubernetes(Row row) throws Exception {
    var request =
        HttpRequest.newBuilder(uri(row.target))
            .header("Content-Type", row.type)
            .method(row.method, BodyPublishers.ofString(row.body))
            .build();
    var answer = client(row.who).send(request, BodyHandlers.ofByteArray());
    var status = JsonReader.tree(answer.body());

    assertThat(status.path("message").asText()).startsWith(row.message);
    assertThat(status.path("reason").asText()).isEqualTo(row.reason);
    assertThat(status.path("code").asInt()).isEqualTo(row.code).isEqualTo(answer.statusCode());
    assertThat(status.path("kind").asText()).isEqualTo("Status");
    assertThat(status.path("status").asText()).isEqualTo("Failure");
  }

  private static HttpClient client(Who who) {
    return switch (who) {
      case ADMIN -> admin;
      case JANE -> jane;
      case NOBODY -> nobody;
    };
  }

  private static URI uri(String target) {
    return URI.create("https://127.0.0.1:" + server.port() + target);
  }

  private static HttpResponse<byte[]> ask(HttpClient client, String target, String... headers)
      throws Exception {
    var request = HttpRequest.newBuilder(uri(target)).headers(headers).build();
    return client.send(request, BodyHandlers.ofByteArray());
  }

  @Test
  void whoShowsWhatIsNoGoodIsUnauthorized() throws Exception {
    var answer = ask(nobody, MAPS, "Authorization", "Bearer nonsense");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(message(answer)).isEqualTo("Unauthorized");
  }

  private static String message(HttpResponse<byte[]> answer) throws Exception {
    return tree(answer).path("message").asText();
  }

  private static JsonNode tree(HttpResponse<byte[]> answer) throws Exception {
    return JsonReader.tree(answer.body());
  }

  @Test
  void formThatNobodyCanWriteIsNotAcceptableWhateverTheName() throws Exception {
    var answer = ask(admin, MAPS + "/%2E", "Accept", "text/html");
    assertThat(answer.statusCode()).isEqualTo(406);
    assertThat(new String(answer.body(), UTF_8))
        .contains("406: Not Acceptable\\n\\nAvailable representations: application/json, ");
  }

  @Test
  void pageOfWhatIsGoneBringsATokenForTheRest() throws Exception {
    var answer = ask(admin, MAPS + "?limit=1&continue=" + oldPage, "Accept", JSON);
    assertThat(answer.statusCode()).isEqualTo(410);
    assertThat(message(answer)).startsWith("The provided continue parameter is too old");
    assertThat(tree(answer).at("/metadata/continue").asText()).isNotEmpty();
  }

  @Test
  void unknownPathIsNotFoundInPlainWords() throws Exception {
    var answer = ask(admin, "/nowhere", "Accept", JSON);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(new String(answer.body(), UTF_8)).isEqualTo("404 page not found\n");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }
}
