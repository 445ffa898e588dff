package dev.timonier.server.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.fixture.TestServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DanglingSchemasTest {
  private static final String GROUP = "/apis/flowcontrol.apiserver.k8s.io/v1/";
  private static final String SCHEMAS = GROUP + "flowschemas";
  private static final String LEVELS = GROUP + "prioritylevelconfigurations";
  private static final String LEVEL =
      "{metadata: {name: a}, spec: {type: Limited, limited: {limitResponse: {type: Reject}}}}";
  private static final String START =
      "This FlowSchema references the PriorityLevelConfiguration object named \"a\" ";

  @AutoClose private final TestServer server = new TestServer();

  private void createSchema() {
    var schema = "{metadata: {name: s}, spec: {priorityLevelConfiguration: {name: a}}}";
    assertThat(server.admin().post(SCHEMAS, schema).code()).isEqualTo(201);
  }

  private JsonNode schema() {
    return server.admin().get(SCHEMAS + "/s").body();
  }

  private void becomes(String status, String reason, String message) {
    await()
        .untilAsserted(
            () -> {
              var condition = schema().at("/status/conditions/0");
              assertThat(condition.path("type").asText()).isEqualTo("Dangling");
              assertThat(condition.path("status").asText()).isEqualTo(status);
              assertThat(condition.path("reason").asText()).isEqualTo(reason);
              assertThat(condition.path("message").asText()).isEqualTo(START + message);
            });
  }

  @Test
  void schemasTellWhetherTheirLevelExists() {
    createSchema();
    becomes("True", "NotFound", "but there is no such object");
    server.admin().post(LEVELS, LEVEL);
    becomes("False", "Found", "and it exists");
    server.admin().delete(LEVELS + "/a");
    becomes("True", "NotFound", "but there is no such object");
  }

  @Test
  void theConditionIsApplied() {
    server.admin().post(LEVELS, LEVEL);
    createSchema();
    becomes("False", "Found", "and it exists");
    assertThat(schema().at("/metadata/managedFields"))
        .anySatisfy(
            manager -> {
              assertThat(manager.path("manager").asText())
                  .isEqualTo("api-priority-and-fairness-config-consumer-v1");
              assertThat(manager.path("operation").asText()).isEqualTo("Apply");
              assertThat(manager.path("subresource").asText()).isEqualTo("status");
            });
  }
}
