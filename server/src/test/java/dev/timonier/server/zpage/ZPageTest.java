package dev.timonier.server.zpage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.fixture.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZPageTest {
  private static final String STATUSZ = ";as=Statusz;v=v1beta1;g=config.k8s.io";
  private static final List<String> PATHS =
      List.of("/flagz", "/healthz", "/livez", "/metrics", "/readyz", "/statusz", "/version");

  @AutoClose private final TestServer server = new TestServer();

  private TestServer.Answer get(String path, String accept) {
    return server.admin().with("Accept", accept).get(path);
  }

  @Test
  void statusTellsSinceWhenWhatRunsAndWhereElseToAsk() {
    server.time().advance(Duration.ofHours(1).plusSeconds(61));

    var status = get("/statusz", "application/json" + STATUSZ);
    assertThat(status.code()).isEqualTo(200);
    assertThat(status.headers().first("Content-Type"))
        .contains("application/json;g=config.k8s.io;v=v1beta1;as=Statusz");
    assertThat(status.text())
        .startsWith(
            "{\"kind\":\"Statusz\",\"apiVersion\":\"config.k8s.io/v1beta1\",\"metadata\":{\"name\":"
                + "\"apiserver\"},\"startTime\":\"")
        .endsWith("}\n");
    var tree = status.body();
    assertThat(tree.path("uptimeSeconds").asLong()).isEqualTo(3600 + 61);
    assertThat(tree.path("binaryVersion").asText()).isEqualTo("1.36.2");
    assertThat(tree.path("emulationVersion").asText()).isEqualTo("1.36");
    assertThat(tree.path("paths").valueStream().map(JsonNode::asText)).isEqualTo(PATHS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*/*", "text/plain", "text/*", "text/html, text/plain;q=0.1"})
  void peopleSeeLines(String accept) {
    server.time().advance(Duration.ofSeconds(61));

    var status = get("/statusz", accept);
    assertThat(status.headers().first("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(status.text())
        .startsWith("\napiserver statusz\nWarning: This endpoint is not meant to be")
        .containsPattern("\n\nStarted(:|: |=| ) \\w{3} \\w{3} [ \\d]\\d [\\d:]{8} UTC \\d{4}\n")
        .containsPattern("\nUp(:|: |=| ) 0 hr 01 min 01 sec\n")
        .endsWith(" " + String.join(" ", PATHS) + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/*",
        "text/html",
        "application/json;as=Statusz",
        "application/json;as=Flagz;v=v1beta1;g=config.k8s.io",
        "application/json;as=Statusz;v=v2;g=config.k8s.io",
        "application/json;stream=watch" + STATUSZ,
        "application/vnd.kubernetes.protobuf" + STATUSZ,
        "text/plain" + STATUSZ
      })
  void onlyTheObjectOfThePageIsThere(String accept) {
    var refusal = get("/statusz", accept);

    assertThat(refusal.code()).isEqualTo(406);
    assertThat(refusal.message())
        .isEqualTo(
            "only the following media types are accepted: application/json, application/yaml,"
                + " text/plain");
  }

  @Test
  void flagsAreToldAsTheyAreInEffect() {
    var flags = get("/flagz", "application/yaml;as=Flagz;v=v1alpha1;g=config.k8s.io");

    assertThat(flags.headers().first("Warning"))
        .contains(
            "299 - \"This version of the flagz endpoint is deprecated. Please use a newer"
                + " version.\"");
    assertThat(flags.text())
        .contains(
            "kind: Flagz\n",
            "  authorization-mode: '[Node,RBAC]'\n",
            "  request-timeout: 1m0s\n",
            "  secure-port: \"" + server.port() + "\"\n");
    assertThat(get("/flagz", "").text())
        .containsPattern("\ngoaway-chance(:|: |=| )0\n")
        .containsPattern("\nkubelet-client-key(:|: |=| )\n");
  }

  @Test
  void anyMethodWillDoForWhoMayRead() {
    assertThat(server.admin().post("/statusz", "{}").text()).contains("apiserver statusz");
    assertThat(server.admin().get("/statusz/").code()).isEqualTo(404);
    assertThat(server.anonymous().get("/statusz").code()).isEqualTo(403);
    assertThat(server.certificate("O=system:monitoring,CN=watcher").get("/flagz").code())
        .isEqualTo(200);
  }

  @Test
  void pagesAreCountedByTheVersionOfTheirObjects() {
    get("/statusz", "text/plain");
    get("/statusz", "application/json;as=Statusz;v=v1alpha1;g=config.k8s.io");

    var lines = server.admin().get("/metrics").text().lines().toList();
    assertThat(lines)
        .contains(
            counted("", "") + "1",
            counted("config.k8s.io", "v1alpha1") + "1",
            "apiserver_requested_deprecated_apis{group=\"config.k8s.io\",removed_release=\"\","
                + "resource=\"statusz\",subresource=\"\",version=\"v1alpha1\"} 1");
  }

  private static String counted(String group, String version) {
    return "apiserver_request_total{code=\"200\",component=\"apiserver\",dry_run=\"\",group=\"%s\",%s"
        .formatted(
            group,
            "resource=\"statusz\",scope=\"\",subresource=\"\",verb=\"GET\",version=\"%s\"} "
                .formatted(version));
  }
}
