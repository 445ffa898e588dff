package dev.timonier.server.resource.core.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.TestServer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class BindingHandlerTest {
  private static final String DEFAULT = "/api/v1/namespaces/default/";

  @AutoClose private final TestServer server = new TestServer();

  @Test
  void bindingTellsAUidAtItsPodAlone() {
    var client = server.admin();
    client.post(DEFAULT + "serviceaccounts", "{metadata: {name: default}}");
    client.post(
        DEFAULT + "pods",
        "{metadata: {name: p}, spec: {automountServiceAccountToken: false, containers: [{name: c,"
            + " image: i}]}}");
    var binding = "{metadata: {name: p, uid: u}, target: {kind: Node, name: m}}";
    assertThat(client.post(DEFAULT + "pods/p/binding", binding).code()).isEqualTo(409);
    assertThat(client.post(DEFAULT + "bindings", binding).code()).isEqualTo(201);
  }

  @Test
  void bindingWithoutAnythingLacksItsTargetFirst() {
    var client = server.admin();
    for (var body : List.of("null", "{}", "{target: null}")) {
      var reply = client.post(DEFAULT + "bindings", body);
      assertThat(reply.code()).isEqualTo(500);
      assertThat(reply.message()).isEqualTo("target.name: Required value");
    }
    assertThat(client.post(DEFAULT + "bindings", "{target: {name: m}}").message())
        .isEqualTo("Name parameter required.");
  }
}
