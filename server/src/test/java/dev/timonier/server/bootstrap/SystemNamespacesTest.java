package dev.timonier.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.server.fixture.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SystemNamespacesTest {
  private static final String LEASES = "/api/v1/namespaces/kube-node-lease";

  @AutoClose private final TestServer server = new TestServer();

  private int code() {
    return server.admin().get(LEASES).code();
  }

  @Test
  void namespaceThatSomebodyHasDeletedIsMadeAgain() {
    assertThat(code()).isEqualTo(200);
    server.admin().delete(LEASES);
    var empty = "{metadata: {name: kube-node-lease}, spec: {finalizers: []}}";
    assertThat(server.admin().put(LEASES + "/finalize", empty).code()).isEqualTo(200);
    assertThat(code()).isEqualTo(404);

    server.time().advance(Duration.ofMinutes(1));
    await().until(() -> code() == 200);
  }
}
