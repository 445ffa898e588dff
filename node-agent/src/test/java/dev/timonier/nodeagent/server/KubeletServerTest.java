package dev.timonier.nodeagent.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.nodeagent.fixture.Pods;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class KubeletServerTest {
  private static final String LOGS = "/containerLogs/default/web/web";

  @TempDir Path directory;
  private StreamingNode node;

  @BeforeEach
  void start() throws GeneralSecurityException, IOException {
    node = new StreamingNode(directory);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void clientWithoutCertificateIsUnauthorized() throws Exception {
    var response = node.get("/healthz", node.pki.stranger());

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).isEqualTo("Unauthorized");
  }

  @Test
  void clientOfAnotherNameIsForbidden() throws Exception {
    var response = node.get("/pods", node.pki.client("system:node:other"));

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).isEqualTo("Forbidden (user=system:node:other)");
  }

  @Test
  void apiServerSeesHealth() throws Exception {
    assertThat(node.get("/healthz").body()).isEqualTo("ok");
  }

  @Test
  void podsAreListed() throws Exception {
    var body = node.get("/pods").body();

    assertThat(body).contains("\"kind\":\"PodList\"", "\"name\":\"web\"", "streaming://c1");
  }

  private record Refusal(String path, int status, String text) {}

  private static List<Refusal> refusals() {
    return List.of(
        new Refusal("/nothing", 404, "404 page not found"),
        new Refusal("/containerLogs/default/none/web", 404, "pod \"none\" does not exist"),
        new Refusal(
            "/containerLogs/default/web/none", 404, "container \"none\" not found in pod \"web\""),
        new Refusal(
            LOGS + "?previous=true",
            400,
            "previous terminated container \"web\" in pod \"web\" not found"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusals(Refusal refusal) throws Exception {
    var response = node.get(refusal.path);

    assertThat(response.statusCode()).isEqualTo(refusal.status);
    assertThat(response.body()).isEqualTo(refusal.text);
  }

  @Test
  void containerThatWaitsForItsImageHasNoLog() throws Exception {
    node.pod.set(
        Pods.web()
            .edit()
            .editStatus()
            .addNewContainerStatus()
            .withName("web")
            .withNewState()
            .withNewWaiting()
            .withReason("ImagePullBackOff")
            .endWaiting()
            .endState()
            .endContainerStatus()
            .endStatus()
            .build());

    var response = node.get(LOGS);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .isEqualTo(
            "container \"web\" in pod \"web\" is waiting to start: trying and failing to pull image");
  }

  @Test
  void logIsReadWithItsOptions() throws Exception {
    node.pod.write("2025-12-31T23:00:00Z stdout F old\n");
    node.pod.write("2025-12-31T23:59:58Z stdout F new\n2025-12-31T23:59:59Z stderr F newest\n");

    var response = node.get(LOGS + "?sinceSeconds=10&timestamps=true&limitBytes=27");

    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain");
    assertThat(response.body()).isEqualTo("2025-12-31T23:59:58Z new\n20");
  }

  @Test
  void followedLogEndsWithTheContainer() throws Exception {
    node.pod.write("2026-01-01T00:00:01Z stdout F one\n");
    try (var client = HttpClient.newBuilder().sslContext(node.apiServer()).build()) {
      var response =
          client.send(
              HttpRequest.newBuilder(node.uri(LOGS + "?follow=true")).build(),
              HttpResponse.BodyHandlers.ofInputStream());
      try (var lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        assertThat(lines.readLine()).isEqualTo("one");
        node.pod.write("2026-01-01T00:00:02Z stdout F two\n");
        assertThat(lines.readLine()).isEqualTo("two");
        node.pod.write("2026-01-01T00:00:03Z stdout F three\n");
        node.pod.endContainer();
        assertThat(lines.readLine()).isEqualTo("three");
        assertThat(lines.readLine()).isNull();
      }
    }
  }
}
