package dev.timonier.server.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.fixture.TestServer;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

class RootIndexTest {
  @Test
  void rootTellsThePathsThatThereAre() {
    try (var server = new TestServer()) {
      var answer = server.admin().get("/");
      assertThat(answer.code()).isEqualTo(200);
      assertThat(answer.text()).startsWith("{\n  \"paths\": [\n    \"/.well-known/");
      assertThat(answer.body().path("paths").valueStream().map(JsonNode::asText))
          .isSorted()
          .doesNotHaveDuplicates()
          .contains(
              "/.well-known/openid-configuration",
              "/api",
              "/api/v1",
              "/apis",
              "/apis/apps",
              "/apis/apps/v1",
              "/livez/ping",
              "/metrics",
              "/openapi/v2",
              "/openid/v1/jwks",
              "/readyz/shutdown",
              "/version")
          .doesNotContain("/.well-known/openid-configuration/")
          .filteredOn(path -> !path.endsWith("/"))
          .allSatisfy(path -> assertThat(server.admin().get(path).code()).as(path).isEqualTo(200));
      assertThat(server.certificate("CN=nobody").get("/").code()).isEqualTo(403);
    }
  }

  @Test
  void groupsStandInTheOrderOfTheirPriorities() {
    try (var server = new TestServer()) {
      var services = server.admin().get("/apis/apiregistration.k8s.io/v1/apiservices").body();
      var ordered =
          services
              .path("items")
              .valueStream()
              .sorted(
                  Comparator.comparingInt(RootIndexTest::priority)
                      .reversed()
                      .thenComparing(service -> service.path("metadata").path("name").asText()))
              .map(service -> service.path("spec").path("group").asText())
              .filter(group -> !group.isEmpty())
              .distinct()
              .toList();
      var told = server.admin().get("/apis").body().path("groups").findValuesAsText("name");
      assertThat(told).first().isEqualTo("apiregistration.k8s.io");
      assertThat(told.subList(1, told.size())).isEqualTo(ordered);
    }
  }

  private static int priority(JsonNode service) {
    return service.path("spec").path("groupPriorityMinimum").asInt();
  }
}
