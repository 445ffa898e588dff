package dev.timonier.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.fixture.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SystemFlowControlTest {
  private static final String GROUP = "/apis/flowcontrol.apiserver.k8s.io/v1/";
  private static final String MERGE = "merge-patch+json";

  @AutoClose private final TestServer server = new TestServer();

  @Test
  void everySchemaFindsItsLevelWhenTheServerHasStarted() {
    assertThat(get("prioritylevelconfigurations").path("items")).hasSize(8);
    var schemas = get("flowschemas").path("items");
    assertThat(schemas).hasSize(11);
    for (var schema : schemas) {
      var condition = schema.path("status").path("conditions").path(0);
      assertThat(condition.path("type").asText()).isEqualTo("Dangling");
      assertThat(condition.path("status").asText()).isEqualTo("False");
      var level = schema.path("spec").path("priorityLevelConfiguration").path("name").asText();
      get("prioritylevelconfigurations/" + level);
    }
  }

  @Test
  void schemasAreManagedByTheirProducerAndTheirStatusByTheirConsumer() {
    assertThat(get("flowschemas/exempt").at("/metadata/managedFields"))
        .extracting(e -> e.path("manager").asText() + " " + e.path("operation").asText())
        .containsExactly(
            "api-priority-and-fairness-config-consumer-v1 Apply",
            "api-priority-and-fairness-config-producer-v1 Update");
    assertThat(get("prioritylevelconfigurations/system").at("/metadata/managedFields/0/manager"))
        .hasToString("\"api-priority-and-fairness-config-producer-v1\"");
  }

  @Test
  void tableHasSchemasInTheOrderInWhichTheyMatch() {
    var client = server.admin().with("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io");
    var rows = client.get(GROUP + "flowschemas").body().path("rows");
    assertThat(rows)
        .extracting(row -> row.at("/cells/2").asInt() + " " + row.at("/cells/0").asText())
        .startsWith("1 exempt", "2 probes", "100 system-leader-election")
        .containsSubsequence("800 kube-controller-manager", "800 kube-scheduler")
        .endsWith("9900 global-default", "10000 catch-all");
  }

  @Test
  void nobodyChangesWhatKeepsAdministratorsIn() {
    var answer =
        server
            .admin()
            .patch(GROUP + "flowschemas/exempt", MERGE, "{\"spec\": {\"matchingPrecedence\": 7}}");
    assertThat(answer.message())
        .startsWith(
            "FlowSchema.flowcontrol.apiserver.k8s.io \"exempt\" is invalid: spec: Invalid value:"
                + " {\"PriorityLevelConfiguration\":{\"Name\":\"exempt\"},\"MatchingPrecedence\":7,")
        .endsWith(": spec of 'exempt' must equal the fixed value");
  }

  @Test
  void theSharesOfTheExemptMayChange() {
    var path = GROUP + "prioritylevelconfigurations/exempt";
    var change = "{\"spec\": {\"exempt\": {\"nominalConcurrencyShares\": 3}}}";
    assertThat(server.admin().patch(path + "?dryRun=All", MERGE, change).code()).isEqualTo(200);
  }

  @Test
  void theLastLevelStaysAsItIs() {
    var path = GROUP + "prioritylevelconfigurations/catch-all";
    var change = "{\"spec\": {\"limited\": {\"lendablePercent\": 3}}}";
    assertThat(server.admin().patch(path, MERGE, change).message())
        .endsWith(
            "\"LimitResponse\":{\"Type\":\"Reject\",\"Queuing\":null},\"LendablePercent\":3,"
                + "\"BorrowingLimitPercent\":null},\"Exempt\":null}: spec of 'catch-all' must equal"
                + " the fixed value");
  }

  @Test
  void whatSomebodyRemovedOrChangedIsSetBackUnlessItIsLeftToThem() {
    var removed = GROUP + "flowschemas/probes";
    var changed = GROUP + "flowschemas/system-nodes";
    var left = GROUP + "flowschemas/service-accounts";
    var levels = GROUP + "prioritylevelconfigurations";
    var annotation = "{metadata: {annotations: {apf.kubernetes.io/autoupdate-spec: '%s'}}%s}";
    var precedence = ", spec: {matchingPrecedence: 77}";
    server.admin().delete(removed);
    server.admin().patch(changed, MERGE, annotation.formatted("true", precedence));
    server.admin().patch(left, MERGE, annotation.formatted("false", precedence));
    server
        .admin()
        .post(
            levels,
            "{metadata: {name: old, annotations: {apf.kubernetes.io/autoupdate-spec: 'true'}},"
                + " spec: {type: Exempt}}");
    server.time().advance(Duration.ofMinutes(1));
    await().until(() -> server.admin().get(levels + "/old").code() == 404);
    assertThat(precedence(removed)).isEqualTo(2);
    assertThat(precedence(changed)).isEqualTo(500);
    assertThat(precedence(left)).isEqualTo(77);
  }

  private int precedence(String path) {
    return server.admin().get(path).body().at("/spec/matchingPrecedence").asInt();
  }

  private JsonNode get(String path) {
    var answer = server.admin().get(GROUP + path);
    assertThat(answer.code()).as(path).isEqualTo(200);
    return answer.body();
  }
}
