package dev.timonier.server.discovery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.fixture.TestServer;
import dev.timonier.server.protobuf.Envelope;
import dev.timonier.server.protobuf.Protobuf;
import dev.timonier.server.schema.Conformer;
import dev.timonier.server.schema.ObjectType;
import dev.timonier.server.schema.Schema;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscoveryFormatTest {
  private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";
  private static final String AGGREGATED = ";g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

  @AutoClose private final TestServer server = new TestServer();

  @ParameterizedTest
  @CsvSource({
    "/api, meta/v1.APIVersions",
    "/apis, meta/v1.APIGroupList",
    "/apis/policy, meta/v1.APIGroup",
    "/apis/policy/v1, meta/v1.APIResourceList",
    "/api/v1, meta/v1.APIResourceList"
  })
  void protobufTellsTheSameAsJson(String path, String type) {
    var client = server.admin().with("Accept", PROTOBUF);
    assertThat(client.get(path).headers().first("Content-Type")).hasValue(PROTOBUF);
    assertThat(message(client.bytes(path), type)).isEqualTo(json(path, "application/json", type));
  }

  @Test
  void envelopeEndsAsThatOfKubernetes() {
    assertThat(server.admin().with("Accept", PROTOBUF).bytes("/apis/policy"))
        .asString(ISO_8859_1)
        .isEqualTo(
            "k8s\0\n\16\n\2v1\22\10APIGroup\22*\n\6policy\22\17\n\tpolicy/v1\22\2v1"
                + "\32\17\n\tpolicy/v1\22\2v1\32\0\"\0");
  }

  @ParameterizedTest
  @CsvSource({"/api", "/apis"})
  void everythingAtOnceIsThereAsProtobuf(String path) {
    var type = "apidiscovery/v2.APIGroupDiscoveryList";
    var client = server.admin().with("Accept", PROTOBUF + AGGREGATED);
    assertThat(client.get(path).headers().first("Content-Type")).hasValue(PROTOBUF + AGGREGATED);
    assertThat(message(client.bytes(path), type))
        .isEqualTo(json(path, "application/json" + AGGREGATED, type));
  }

  @Test
  void versionTellsFromWhichSourcesItWasBuilt() {
    var answer = server.admin().get("/version");

    assertThat(answer.text())
        .startsWith("{\n  \"major\": \"1\",\n  \"minor\": \"36\",\n")
        .endsWith("\n}");
    assertThat(answer.body().path("gitTreeState").asText()).isIn("clean", "dirty", "archive");
    assertThat(answer.body().path("gitCommit").asText()).matches("[0-9a-f]{40}|");
    assertThat(Instant.parse(answer.body().path("buildDate").asText())).isBefore(Instant.MAX);
    assertThat(server.admin().get("/version//").text()).isEqualTo(answer.text());
    assertThat(server.admin().get("/version/x").code()).isEqualTo(404);
  }

  @Test
  void versionIsOnlyThereAsJson() {
    var answer = server.admin().with("Accept", PROTOBUF).get("/version");
    assertThat(answer.code()).isEqualTo(406);
    assertThat(answer.headers().first("Content-Type")).hasValue(PROTOBUF);
  }

  /// The first bytes of the hash SHA-256 of what is stored, in Base64.
  @ParameterizedTest
  @CsvSource({
    "/api/v1, pods, xPOwRZ+Yhw8=",
    "/api/v1, events, r2yiGXH7wu8=",
    "/apis/events.k8s.io/v1, events, r2yiGXH7wu8=",
    "/apis/autoscaling/v1, horizontalpodautoscalers, qwQve8ut294=",
    "/apis/autoscaling/v2, horizontalpodautoscalers, qwQve8ut294=",
    "/apis/admissionregistration.k8s.io/v1, mutatingadmissionpolicies, LYmCf+UMVdg=",
    "/apis/admissionregistration.k8s.io/v1, mutatingadmissionpolicybindings, 90V5FRZZ3Zg=",
    "/apis/apiextensions.k8s.io/v1, customresourcedefinitions, jfWCUB31mvA="
  })
  void hashTellsTheVersionThatIsStored(String path, String resource, String hash) {
    var told =
        server
            .admin()
            .get(path)
            .body()
            .path("resources")
            .valueStream()
            .filter(entry -> entry.path("name").asText().equals(resource))
            .map(entry -> entry.path("storageVersionHash").asText());
    assertThat(told).containsExactly(hash);
  }

  private static ObjectNode message(byte[] bytes, String type) {
    var tree = Protobuf.read(Envelope.read(bytes));
    if (tree.path("apiVersion").asText().isEmpty()) {
      tree.remove("apiVersion");
    }
    return conformed(tree, Schema.builtIn().type(type));
  }

  private ObjectNode json(String path, String accept, String type) {
    var tree = (ObjectNode) server.admin().with("Accept", accept).get(path).body();
    return conformed(tree, Schema.builtIn().type(type));
  }

  private static ObjectNode conformed(ObjectNode tree, ObjectType type) {
    Conformer.conform(tree, type);
    return tree;
  }
}
