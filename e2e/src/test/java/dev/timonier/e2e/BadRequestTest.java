package dev.timonier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.e2e.fixture.Curl;
import dev.timonier.e2e.fixture.Kubectl;
import dev.timonier.e2e.fixture.SharedSite;
import dev.timonier.e2e.fixture.Site;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Bodies that no kubectl would send: they get the words of Kubernetes, and change nothing.
@ExtendWith(SharedSite.class)
class BadRequestTest {
  private static final String NAMESPACE = "bad";
  private static final String MAPS = "/api/v1/namespaces/bad/configmaps";
  private static final String REVISIONS = "/apis/apps/v1/namespaces/bad/controllerrevisions";
  private static final String JSON = "application/json";
  private static final String YAML = "application/yaml";
  private static final String UNRECOGNIZED =
      "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; ";

  private static Kubectl kubectl;
  private static Curl curl;

  @BeforeAll
  static void start(Site site) throws IOException {
    kubectl = Kubectl.of(site.cluster(), NAMESPACE);
    curl = Curl.of(kubectl, site.directory("curl"));
  }

  /// @param message the beginning of what the answer says
  record Refusal(
      String name,
      String path,
      String type,
      String body,
      int code,
      @Nullable String reason,
      String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Refusal> refusals() {
    return Stream.of(
        maps("emptyBody", "", UNRECOGNIZED + "json parse error: unexpected end of JSON input"),
        maps(
            "brokenJson",
            "{\"metadata\":",
            UNRECOGNIZED + "json parse error: unexpected end of JSON input ({\"metadata\":)"),
        maps(
            "array",
            "[]",
            UNRECOGNIZED + "json parse error: json: cannot unmarshal array into Go value of type"),
        maps(
            "twoObjects",
            "{\"metadata\":{\"name\":\"a\"}} {}",
            UNRECOGNIZED + "json parse error: invalid character '{' after top-level value"),
        maps(
            "deepNesting",
            "{\"metadata\":{\"name\":\"a\"},\"x\":" + "[".repeat(12_000),
            UNRECOGNIZED + "json parse error: invalid character '[' exceeded max depth"),
        new Refusal(
            "brokenYaml",
            MAPS,
            YAML,
            "metadata: {name: a",
            400,
            "BadRequest",
            "the object provided is unrecognized (must be of type ConfigMap): "),
        new Refusal(
            "otherKind",
            MAPS,
            JSON,
            "{\"kind\":\"Secret\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"a\"}}",
            400,
            "BadRequest",
            "Secret in version \"v1\" cannot be handled as a ConfigMap:"),
        new Refusal(
            "wrongContentType",
            MAPS,
            "text/plain",
            "{\"metadata\":{\"name\":\"a\"}}",
            415,
            "UnsupportedMediaType",
            "the body of the request was in an unknown format - accepted media types include:"
                + " application/json, application/yaml, application/vnd.kubernetes.protobuf"),
        new Refusal(
            "moreThanTheServerReads",
            MAPS,
            JSON,
            map(3_200_000),
            413,
            "RequestEntityTooLarge",
            "Request entity too large: limit is 3145728"),
        new Refusal(
            "moreThanAConfigMapHolds",
            MAPS,
            JSON,
            map(1_048_577),
            422,
            "Invalid",
            "ConfigMap \"a\" is invalid: []: Too long: may not be more than 1048576 bytes"),
        new Refusal(
            "moreThanTheStoreHolds",
            REVISIONS,
            JSON,
            "{\"metadata\":{\"name\":\"a\"},\"revision\":1,\"data\":{\"raw\":\""
                + "0".repeat(1_600_000)
                + "\"}}",
            500,
            null,
            "etcdserver: request is too large"));
  }

  private static Refusal maps(String name, String body, String message) {
    return new Refusal(name, MAPS, JSON, body, 400, "BadRequest", message);
  }

  private static String map(int size) {
    return "{\"metadata\":{\"name\":\"a\"},\"data\":{\"k\":\"" + "0".repeat(size) + "\"}}";
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void badBodyIsRefusedAndChangesNothing(Refusal refusal) throws IOException {
    var status = post(refusal.path(), refusal.type(), refusal.body());

    assertThat(status.getMessage()).startsWith(refusal.message());
    assertThat(status.getCode()).isEqualTo(refusal.code());
    assertThat(status.getReason()).isEqualTo(refusal.reason());
    assertThat(
            kubectl.attempt("get", "configmap,controllerrevision", "a", "--ignore-not-found").out())
        .isEmpty();
  }

  @Test
  void deletionWithABadBodyDeletesNothing() throws IOException {
    kubectl.run("create", "configmap", "kept");
    var broken = curl.send("DELETE", MAPS + "/kept", JSON, "{");
    var other =
        curl.send("DELETE", MAPS + "/kept", JSON, "{\"kind\":\"Secret\",\"apiVersion\":\"v1\"}");

    assertThat(status(broken).getMessage())
        .isEqualTo("couldn't get version/kind; json parse error: unexpected end of JSON input");
    assertThat(status(other).getMessage())
        .startsWith("no kind \"Secret\" is registered for version \"v1\" in scheme ");
    assertThat(kubectl.run("get", "configmap", "kept")).contains("kept");
  }

  private static Status post(String path, String type, String body) throws IOException {
    return status(curl.send("POST", path, type, body));
  }

  private static Status status(String answer) {
    return Serialization.unmarshal(answer, Status.class);
  }
}
