package dev.timonier.server.resource.core.componentstatus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.fixture.TestServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ComponentStatusesTest {
  private static final String PATH = "/api/v1/componentstatuses";

  @AutoClose private final TestServer server = new TestServer();

  @Test
  void storeIsHealthyWhileItAnswers() {
    var body = server.admin().get(PATH + "/etcd-0").body();
    assertThat(body.path("conditions").toString())
        .isEqualTo("[{\"type\":\"Healthy\",\"status\":\"True\",\"message\":\"ok\"}]");
  }

  @Test
  void listHasAllComponentsAndNoVersion() {
    var body = server.admin().get(PATH).body();
    assertThat(body.path("items").findValuesAsText("name"))
        .containsExactly("scheduler", "controller-manager", "etcd-0");
    assertThat(body.path("metadata")).isEmpty();
  }

  @Test
  void selectorsSelect() {
    var one = server.admin().get(PATH + "?fieldSelector=metadata.name=etcd-0").body();
    assertThat(one.path("items")).hasSize(1);
    assertThat(server.admin().get(PATH + "?labelSelector=a").body().path("items")).isEmpty();
  }

  @Test
  void componentIsHealthyWhileItsLeaderRenewsTheLease() {
    assertThat(health("scheduler")).isEqualTo("False");
    var now = server.time().instant();
    server
        .admin()
        .post(
            "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases",
            "{metadata: {name: kube-scheduler}, spec: {leaseDurationSeconds: 15, renewTime: '"
                + now.toString().replace("Z", ".000000Z")
                + "'}}");
    assertThat(health("scheduler")).isEqualTo("True");
    assertThat(health("controller-manager")).isEqualTo("False");
  }

  private String health(String name) {
    JsonNode body = server.admin().get(PATH + "/" + name).body();
    return body.path("conditions").path(0).path("status").asText();
  }

  @Test
  void unknownComponentIsNotFoundByItsSingular() {
    assertThat(server.admin().get(PATH + "/nothing").body().path("message").asText())
        .isEqualTo("componentstatus \"nothing\" not found");
  }
}
