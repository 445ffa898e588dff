package dev.timonier.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.server.fixture.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
  private static final String APPS = "/openapi/v3/apis/apps/v1";
  private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
  private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/{namespace}/leases";

  @AutoClose private final TestServer server = new TestServer();

  @Test
  void indexLeadsToEveryDocumentByItsHash() {
    var paths = get("/openapi/v3").path("paths");
    assertThat(paths.propertyStream().map(Map.Entry::getKey))
        .contains("api", "api/v1", "apis", "apis/apps", "apis/apps/v1", "version");
    for (var entry : paths.properties()) {
      var url = entry.getValue().path("serverRelativeURL").asText();
      assertThat(url).matches("/openapi/v3/" + entry.getKey() + "\\?hash=[0-9A-F]{128}");
      var answer = server.admin().get(url);
      assertThat(answer.code()).isEqualTo(200);
      assertThat(answer.headers().first("Cache-Control")).hasValue("public, immutable");
      assertThat(answer.headers().first("Expires"))
          .hasValueSatisfying(end -> assertThat(end).endsWith("UTC"));
    }
  }

  @Test
  void oldHashLeadsToTheNewOne() {
    var answer = server.admin().get(APPS + "?hash=00");
    assertThat(answer.code()).isEqualTo(301);
    assertThat(answer.headers().first("Content-Type")).hasValue("application/json");
    assertThat(server.admin().with("Accept", "text/html").get(APPS + "?hash=00").code())
        .isEqualTo(406);
    var place = answer.headers().first("Location").orElseThrow();
    assertThat(server.admin().get(place).code()).isEqualTo(200);
  }

  @Test
  void documentThatTheClientHasIsNotSentAgain() {
    for (var path : List.of("/openapi/v2", APPS)) {
      var tag = server.admin().get(path).headers().first("Etag").orElseThrow();
      for (var held : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
        var answer = server.admin().with("If-None-Match", held).get(path);
        assertThat(answer.code()).isEqualTo(304);
        assertThat(answer.text()).isEmpty();
      }
      var answer = server.admin().with("If-None-Match", "\"other\"").get(path);
      assertThat(answer.code()).isEqualTo(200);
    }
  }

  @Test
  void indexIsForEverybodyWithoutATag() {
    var answer = server.admin().with("Accept-Encoding", "gzip").get("/openapi/v3");
    assertThat(answer.headers().first("Content-Type")).hasValue("text/plain; charset=utf-8");
    assertThat(answer.headers().first("Etag")).isEmpty();
    assertThat(answer.headers().first("Vary")).isEmpty();
    assertThat(answer.headers().first("Content-Encoding")).isEmpty();
    assertThat(answer.headers().first("Accept-Ranges")).hasValue("bytes");
    assertThat(server.admin().with("If-None-Match", "").get("/openapi/v3").code()).isEqualTo(200);
  }

  @Test
  void documentsTellWhatTheyDependOn() {
    var gzip = server.admin().with("Accept-Encoding", "deflate, gzip;q=0.5");
    var first = gzip.get("/openapi/v2");
    assertThat(first.headers().all("Vary")).containsExactly("Accept-Encoding", "Accept");
    assertThat(first.headers().first("Content-Encoding")).hasValue("gzip");
    assertThat(first.text()).isEqualTo(server.admin().get("/openapi/v2").text());
    var plain = server.admin().with("Accept-Encoding", "gzip;q=0").get("/openapi/v2");
    assertThat(plain.headers().first("Content-Encoding")).isEmpty();
  }

  @Test
  void documentsOfTheThirdVersionAreNeverCompressed() {
    var answer = server.admin().with("Accept-Encoding", "gzip").get(APPS);
    assertThat(answer.text()).hasSizeGreaterThan(128 * 1024);
    assertThat(answer.headers().first("Content-Encoding")).isEmpty();
    assertThat(answer.headers().all("Vary")).containsExactly("Accept");
  }

  @Test
  void allFormatsHaveOneTag() {
    var type = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
    assertThat(server.admin().with("Accept", type).get("/openapi/v2").headers().first("Etag"))
        .isEqualTo(server.admin().get("/openapi/v2").headers().first("Etag"));
  }

  @ParameterizedTest
  @CsvSource({
    "Range, bytes=0-9, 206, bytes 0-9/",
    "Range, bytes=5-, 206, bytes 5-",
    "Range, bytes=-7, 206, bytes ",
    "Range, bytes=99999999-, 416, bytes */",
    "Range, bytes=-0, 206, bytes ",
    "Range, 'bytes= 0 - 4', 206, bytes 0-4/",
    "Range, 'bytes=0-4,', 206, bytes 0-4/",
    "Range, 'bytes=0-4,99999999-', 206, bytes 0-4/",
    "Range, 'bytes=99999999-,99999999-', 416, bytes */",
    "Range, bytes=+1-3, 206, bytes 1-3/",
    "Range, bytes=0-9999999999, 206, bytes 0-",
    "Range, 'bytes=0-1,5-6', 206, ''",
    "Range, 'bytes=0-,0-', 200, ''",
    "Range, 'bytes=,', 200, ''",
    "Range, bytes=5, 416, ''",
    "Range, bytes=4-2, 416, ''",
    "Range, bytes=a-b, 416, ''",
    "Range, bytes=-, 416, ''",
    "Range, bytes=--3, 416, ''",
    "Range, bytes=0-99999999999999999999, 416, ''",
    "Range, lines=0-1, 416, ''",
    "If-Match, '\"other\"', 412, ''",
    "If-Match, *, 200, ''",
    "If-Modified-Since, 'Fri, 01 Jan 2100 00:00:00 GMT', 304, ''",
    "If-Modified-Since, 'Thu, 01 Jan 1970 00:00:00 GMT', 200, ''",
    "If-Modified-Since, yesterday, 200, ''",
    "If-Unmodified-Since, 'Fri, 01 Jan 2100 00:00:00 GMT', 200, ''"
  })
  void documentsAreServedUnderConditionsAndInParts(
      String header, String value, int code, String part) {
    var answer = server.admin().with(header, value).get(APPS);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.headers().first("Content-Range").orElse("")).startsWith(part);
    if (value.equals("bytes=0-9")) {
      assertThat(answer.text()).isEqualTo("{\"openapi\"");
    }
    var older = server.admin().with(header, value).with("If-Range", "\"other\"").get(APPS);
    assertThat(older.code()).isEqualTo(header.equals("Range") ? 200 : code);
  }

  @Test
  void severalPartsComeInOneBodyAsTheyAreAskedFor() {
    var size = server.admin().get(APPS).text().length();
    var answer = server.admin().with("Range", "bytes=2-8, 0-4, -3").get(APPS);
    var type = answer.headers().first("Content-Type").orElseThrow();
    assertThat(type).matches("multipart/byteranges; boundary=[0-9a-f]{60}");
    assertThat(answer.text().replace(type.substring(type.indexOf('=') + 1), "B"))
        .isEqualTo(
            part(2, 8, size, "openapi")
                + part(0, 4, size, "{\"ope")
                + part(size - 3, size - 1, size, "}}}")
                + "--B--\r\n");
  }

  private static String part(int from, int to, int size, String text) {
    return "--B\r\nContent-Range: bytes %d-%d/%d\r\nContent-Type: application/json\r\n\r\n%s\r\n"
        .formatted(from, to, size, text);
  }

  @Test
  void largePartsAreCompressed() {
    var client = server.admin().with("Accept-Encoding", "gzip");
    var large = client.with("Range", "bytes=5-9999").get("/openapi/v2");
    assertThat(large.headers().first("Content-Encoding")).hasValue("gzip");
    assertThat(large.text())
        .isEqualTo(server.admin().get("/openapi/v2").text().substring(5, 10_000));
    var small = client.with("Range", "bytes=5-99").get("/openapi/v2");
    assertThat(small.headers().first("Content-Encoding")).isEmpty();
  }

  @Test
  void refusedPartIsNotKept() {
    var index = get("/openapi/v3").path("paths");
    var url = index.path("version").path("serverRelativeURL").asText();
    var refused = server.admin().with("Range", "bytes=99999999-").get(url);
    assertThat(refused.text()).isEqualTo("invalid range: failed to overlap\n");
    assertThat(refused.headers().first("Etag")).isEmpty();
    assertThat(refused.headers().all("Vary")).containsExactly("Accept");
    assertThat(refused.headers().first("Cache-Control"))
        .isNotEqualTo(Optional.of("public, immutable"));
    assertThat(refused.headers().first("Expires")).isPresent();
  }

  @Test
  void descriptionsTellParagraphsAndWhatTheirSourcesLack() {
    var schemas = get("/openapi/v3/api/v1").path("components").path("schemas");
    assertThat(description(schemas, "PodSpec", "resources"))
        .contains("Claims are not supported.\n\nThis field enables");
    var services = get("/openapi/v3/apis/apiregistration.k8s.io/v1").path("components");
    assertThat(
            services.at(
                "/schemas/io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIService/properties"
                    + "/spec/description"))
        .isEqualTo(
            TextNode.valueOf(
                "Spec contains information for locating and communicating with a server"));
  }

  private static String description(JsonNode schemas, String type, String field) {
    return schemas
        .path("io.k8s.api.core.v1." + type)
        .at("/properties/" + field + "/description")
        .asText();
  }

  @Test
  void wordsThatAreReplacedMustBeThere() {
    var descriptions = Descriptions.read("v1.A\tb\tOne. Two. One.");
    descriptions.correct("v1.A\tb\t. Two\t.\\n\\nTwo\nv1.A\tc\t\tThree.");
    assertThat(descriptions.ofField("v1.A", "b")).hasValue("One.\n\nTwo. One.");
    assertThat(descriptions.ofField("v1.A", "c")).hasValue("Three.");
    assertThatThrownBy(() -> descriptions.correct("v1.A\tb\tOne.\tNone."))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> descriptions.correct("v1.A\tb\tFour.\tNone."))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private record Accepted(String accept, String path, int code, String type) {}

  static Stream<Accepted> accepted() {
    var v2 = "application/com.github.proto-openapi.spec.v2";
    var v3 = "application/com.github.proto-openapi.spec.v3";
    return Stream.of(
        new Accepted("application/json", "/openapi/v2", 200, "application/json"),
        new Accepted("*/*", "/openapi/v2", 200, "application/json"),
        new Accepted(v2 + "@v1.0+protobuf", "/openapi/v2", 200, v2 + ".v1.0+protobuf"),
        new Accepted(v2 + ".v1.0+protobuf", "/openapi/v2", 200, v2 + ".v1.0+protobuf"),
        new Accepted(v3 + "@v1.0+protobuf", APPS, 200, v3 + ".v1.0+protobuf"),
        new Accepted("text/html, application/json;q=0.5", APPS, 200, "application/json"),
        new Accepted(
            "application/json;q=0.5, " + v3 + ".v1.0+protobuf", APPS, 200, v3 + ".v1.0+protobuf"),
        new Accepted("text/html", APPS, 406, ""));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void formatIsTheOneThatTheClientAccepts(Accepted accepted) {
    var answer = server.admin().with("Accept", accepted.accept()).get(accepted.path());
    assertThat(answer.code()).isEqualTo(accepted.code());
    assertThat(answer.headers().first("Content-Type").orElse("")).isEqualTo(accepted.type());
  }

  @Test
  void formatsOfTheSecondVersionComeInOrderOfPreference() {
    var path =
        get("/openapi/v2")
            .path("paths")
            .path("/apis/apps/v1/namespaces/{namespace}/deployments/{name}");
    assertThat(path.at("/patch/consumes").valueStream().map(JsonNode::asText))
        .containsExactly(
            "application/json-patch+json",
            "application/merge-patch+json",
            "application/strategic-merge-patch+json",
            "application/apply-patch+yaml");
    assertThat(path.at("/get/produces").valueStream().map(JsonNode::asText))
        .containsExactly(
            "application/json", "application/yaml", "application/vnd.kubernetes.protobuf");
  }

  @Test
  void schemaTellsWhichObjectsArePatchedAsAWhole() {
    var selector =
        get("/openapi/v3/apis/policy/v1")
            .path("components")
            .path("schemas")
            .path("io.k8s.api.policy.v1.PodDisruptionBudgetSpec")
            .at("/properties/selector");
    assertThat(selector.path("x-kubernetes-patch-strategy").asText()).isEqualTo("replace");
  }

  @Test
  void permittedValuesMayBeOfSeveralWords() {
    var usages =
        get("/openapi/v3/apis/certificates.k8s.io/v1")
            .path("components")
            .path("schemas")
            .path("io.k8s.api.certificates.v1.CertificateSigningRequestSpec")
            .at("/properties/usages/items/enum");
    assertThat(usages.valueStream().map(JsonNode::asText))
        .contains("any", "cert sign", "s/mime", "timestamping");
  }

  @Test
  void everyReferenceLeadsToASchema() {
    for (var document : documents()) {
      var schemas = document.path("components").path("schemas");
      for (var reference : references(document)) {
        var name = reference.substring(TypeNames.REFERENCE.length());
        assertThat(schemas.has(name)).as(reference).isTrue();
      }
    }
    var swagger = get("/openapi/v2");
    for (var reference : references(swagger)) {
      assertThat(reference).startsWith("#/");
      assertThat(swagger.at(reference.substring(1)).isObject()).as(reference).isTrue();
    }
  }

  @Test
  void everyOperationHasAnIdOfItsOwn() {
    var ids = get("/openapi/v2").findValuesAsText("operationId");
    assertThat(ids).hasSizeGreaterThan(700).doesNotHaveDuplicates();
  }

  @Test
  void everyTypeIsDescribed() {
    var schemas = get("/openapi/v3/api/v1").path("components").path("schemas");
    var pod = schemas.path("io.k8s.api.core.v1.Pod");
    assertThat(pod.path("description").asText()).startsWith("Pod is a collection of containers");
    var image = schemas.path("io.k8s.api.core.v1.Container").path("properties").path("image");
    assertThat(image.path("description").asText()).startsWith("Container image name.");
    var volume = schemas.path("io.k8s.api.core.v1.Volume").path("properties").path("emptyDir");
    assertThat(volume.path("description").asText())
        .startsWith("emptyDir represents a temporary directory");
    assertThat(pod.path("properties").path("kind").path("description").asText())
        .startsWith("Kind is a string value representing the REST resource");
    var list = schemas.path("io.k8s.api.core.v1.PodList");
    assertThat(list.path("description").asText()).isEqualTo("PodList is a list of Pods.");
    assertThat(list.at("/properties/items/description").asText()).startsWith("List of pods.");
    assertThat(list.at("/properties/metadata/description").asText())
        .startsWith("Standard list metadata.");
    var time = schemas.path(META + "Time");
    assertThat(time.path("description").asText()).startsWith("Time is a wrapper around time.Time");
  }

  @Test
  void descriptionsKeepTheirParagraphs() {
    var spec = get("/openapi/v3/api/v1").at("/components/schemas/io.k8s.api.core.v1.PodSpec");
    assertThat(spec.at("/properties/hostnameOverride/description").asText())
        .contains("must be set to false.\n\nThis field must be a valid DNS subdomain");
  }

  @Test
  void descriptionsTellThePermittedValuesAndWhatTheyMean() {
    var port = get("/openapi/v3/api/v1").at("/components/schemas/io.k8s.api.core.v1.ServicePort");
    assertThat(port.at("/properties/protocol/description").asText())
        .startsWith("The IP protocol for this port.")
        .endsWith(
            "\n\nPossible enum values:\n - `\"SCTP\"` is the SCTP protocol.\n - `\"TCP\"` is the TCP"
                + " protocol.\n - `\"UDP\"` is the UDP protocol.");
  }

  @Test
  void descriptionsOfListsLeaveThePermittedValuesToTheirElements() {
    var schemas = get("/openapi/v3/apis/networking.k8s.io/v1").at("/components/schemas");
    var types = schemas.at("/io.k8s.api.networking.v1.NetworkPolicySpec/properties/policyTypes");
    assertThat(types.path("description").asText())
        .startsWith("policyTypes is a list of rule types")
        .doesNotContain("Possible enum values");
    assertThat(types.path("items").has("description")).isFalse();
    assertThat(types.at("/items/enum")).extracting(JsonNode::asText).contains("Egress");
  }

  private record Described(String id, String words) {}

  static Stream<Described> described() {
    var instead = ". deprecated: use the 'watch' parameter with a list operation instead";
    return Stream.of(
        new Described("listCoreV1NamespacedPod", "list or watch objects of kind Pod"),
        new Described("listCoreV1ComponentStatus", "list objects of kind ComponentStatus"),
        new Described("createCoreV1NamespacedPod", "create a Pod"),
        new Described("createCoreV1NamespacedEvent", "create an Event"),
        new Described("createCoreV1NamespacedEndpoints", "create Endpoints"),
        new Described("deleteCoreV1CollectionNamespacedPod", "delete collection of Pod"),
        new Described(
            "watchCoreV1NamespacedPodList",
            "watch individual changes to a list of Pod" + instead + "."),
        new Described(
            "watchCoreV1NamespacedPod",
            "watch changes to an object of kind Pod"
                + instead
                + ", filtered to a single item with the 'fieldSelector' parameter."),
        new Described(
            "patchCoreV1NamespacedPodStatus", "partially update status of the specified Pod"),
        new Described("createCoreV1NamespacedPodBinding", "create binding of a Pod"),
        new Described(
            "connectCoreV1PostNamespacedPodExec", "connect POST requests to exec of Pod"));
  }

  @ParameterizedTest
  @MethodSource("described")
  void operationIsDescribed(Described expected) {
    var operation =
        get("/openapi/v2")
            .path("paths")
            .valueStream()
            .flatMap(JsonNode::valueStream)
            .filter(o -> o.path("operationId").asText().equals(expected.id()))
            .findFirst();
    assertThat(operation)
        .hasValueSatisfying(
            o -> assertThat(o.path("description").asText()).isEqualTo(expected.words()));
  }

  @Test
  void sharedParametersStandOnceUnderTheirHashes() {
    var swagger = get("/openapi/v2");
    var pods = swagger.path("paths").path("/api/v1/namespaces/{namespace}/pods");
    assertThat(pods.path("parameters"))
        .containsExactly(parameter("namespace-vgWSWtn3"), parameter("pretty-tJGM1-ng"));
    assertThat(swagger.at("/parameters/namespace-vgWSWtn3/in").asText()).isEqualTo("path");
    assertThat(names(pods.path("post"))).contains("body", "dryRun", "fieldValidation");
    assertThat(pods.at("/delete/parameters")).contains(parameter("body-2Y1dVQaQ"));
  }

  private static JsonNode parameter(String name) {
    return Json.read("{\"$ref\":\"#/parameters/" + name + "\"}");
  }

  @Test
  void typesOfEveryGroupTellThemAll() {
    var options = get("/openapi/v2").path("definitions").path(META + "DeleteOptions");
    assertThat(options.path(Kinds.EXTENSION))
        .contains(
            Json.read("{\"group\":\"\",\"kind\":\"DeleteOptions\",\"version\":\"v1\"}"),
            Json.read("{\"group\":\"apps\",\"kind\":\"DeleteOptions\",\"version\":\"v1beta2\"}"));
  }

  private record Expected(String type, String field, String schema) {}

  static Stream<Expected> schemas() {
    return Stream.of(
        new Expected(
            "io.k8s.api.core.v1.ServiceSpec",
            "ports",
            "{\"type\":\"array\",\"items\":{\"default\":{},\"allOf\":[{\"$ref\":"
                + "\"#/components/schemas/io.k8s.api.core.v1.ServicePort\"}]},"
                + "\"x-kubernetes-list-map-keys\":[\"port\",\"protocol\"],"
                + "\"x-kubernetes-list-type\":\"map\",\"x-kubernetes-patch-merge-key\":\"port\","
                + "\"x-kubernetes-patch-strategy\":\"merge\"}"),
        new Expected(
            "io.k8s.api.core.v1.ServicePort",
            "protocol",
            "{\"type\":\"string\",\"enum\":[\"SCTP\",\"TCP\",\"UDP\"],\"default\":\"TCP\"}"),
        new Expected(
            "io.k8s.api.core.v1.ServicePort",
            "targetPort",
            "{\"allOf\":[{\"$ref\":\"#/components/schemas/io.k8s.apimachinery.pkg.util.intstr.IntOrString\"}]}"),
        new Expected(
            "io.k8s.api.core.v1.Pod",
            "metadata",
            "{\"default\":{},\"allOf\":[{\"$ref\":\"#/components/schemas/"
                + META
                + "ObjectMeta\"}]}"),
        new Expected(
            "io.k8s.api.core.v1.ServiceSpec",
            "selector",
            "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\",\"default\":\"\"},"
                + "\"x-kubernetes-map-type\":\"atomic\"}"),
        new Expected(
            "io.k8s.api.core.v1.ResourceRequirements",
            "limits",
            "{\"type\":\"object\",\"additionalProperties\":{\"$ref\":"
                + "\"#/components/schemas/io.k8s.apimachinery.pkg.api.resource.Quantity\"}}"));
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void schemaTellsClientsHowToPatch(Expected expected) {
    var schema = get("/openapi/v3/api/v1").path("components").path("schemas").path(expected.type());
    var property = schema.path("properties").path(expected.field()).deepCopy();
    ((ObjectNode) property).remove("description");
    assertThat(property).isEqualTo(Json.read(expected.schema()));
  }

  @Test
  void writesTakeFieldValidationAndDryRun() {
    var paths = get("/openapi/v3/apis/coordination.k8s.io/v1").path("paths");
    var create = paths.path(LEASES).path("post");
    assertThat(names(create)).containsExactly("dryRun", "fieldManager", "fieldValidation");
    assertThat(create.path("operationId").asText())
        .isEqualTo("createCoordinationV1NamespacedLease");
    assertThat(create.path("x-kubernetes-action").asText()).isEqualTo("post");
    assertThat(create.path(Kinds.EXTENSION))
        .isEqualTo(
            Json.read("{\"group\":\"coordination.k8s.io\",\"kind\":\"Lease\",\"version\":\"v1\"}"));
    assertThat(names(paths.path(LEASES))).containsExactly("namespace", "pretty");
    var patch = paths.path(LEASES + "/{name}").path("patch");
    assertThat(names(patch)).containsExactly("dryRun", "fieldManager", "fieldValidation", "force");
  }

  @Test
  void protobufSaysWhatJsonSays() {
    var json = get("/openapi/v2");
    var swagger = new MessageReader(SwaggerMessages.bytes(json));
    assertThat(swagger.at(1).text()).isEqualTo("2.0");
    assertThat(swagger.at(9).all(1)).hasSameSizeAs(json.path("definitions"));
    var create = swagger.at(8).named(2, LEASES).at(4);
    assertThat(create.at(5).text()).isEqualTo("createCoordinationV1NamespacedLease");
    assertThat(create.all(8).get(1).at(1, 2, 3, 4).text()).isEqualTo("dryRun");
    assertThat(create.all(8).get(2).at(2, 1).text()).startsWith("#/parameters/fieldManager-");
    var namespace = swagger.at(10).named(1, "namespace-vgWSWtn3");
    assertThat(namespace.at(2, 4, 4).text()).isEqualTo("namespace");
    var strategy = swagger.at(9).named(1, "io.k8s.api.apps.v1.DeploymentStrategy");
    assertThat(strategy.at(25).named(1, "type").at(22, 1).text()).isEqualTo("string");
  }

  @Test
  void protobufOfTheThirdVersionSaysWhatJsonSays() {
    var json = get(APPS);
    var document = new MessageReader(OpenApiMessages.bytes(json));
    assertThat(document.at(1).text()).isEqualTo("3.0.0");
    assertThat(document.at(4).all(1)).hasSameSizeAs(json.path("paths"));
    var strategy = document.at(5, 1).named(1, "io.k8s.api.apps.v1.DeploymentSpec").at(1);
    var replicas = strategy.at(31).named(1, "replicas").at(1);
    assertThat(replicas.at(25).text()).isEqualTo("integer");
    assertThat(replicas.at(35).text()).isEqualTo("int32");
  }

  private List<JsonNode> documents() {
    var paths = get("/openapi/v3").path("paths");
    return paths
        .propertyStream()
        .map(entry -> get(entry.getValue().path("serverRelativeURL").asText()))
        .toList();
  }

  private static List<String> references(JsonNode document) {
    var references = new ArrayList<String>();
    for (var value : document.findValues("$ref")) {
      if (value.isTextual()) {
        references.add(value.textValue());
      }
    }
    return references;
  }

  private static List<String> names(JsonNode node) {
    return node.path("parameters").valueStream().map(p -> p.path("name").asText()).toList();
  }

  private JsonNode get(String path) {
    var answer = server.admin().get(path);
    assertThat(answer.code()).as(path).isEqualTo(200);
    return answer.body();
  }
}
