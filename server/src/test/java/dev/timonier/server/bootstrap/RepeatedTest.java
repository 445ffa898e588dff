package dev.timonier.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.server.fixture.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RepeatedTest {
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

  @Test
  void servicesGetAddressesAgainWhenTheirRangeWasDeleted() {
    var range = "/apis/networking.k8s.io/v1/servicecidrs/kubernetes";
    var service = "/api/v1/namespaces/default/services/kubernetes";
    assertThat(server.admin().delete(range).code()).isEqualTo(200);
    var free = "{metadata: {finalizers: null}}";
    server.admin().patch(range, "merge-patch+json", free);
    assertThat(server.admin().delete(service).code()).isEqualTo(200);
    assertThat(server.admin().get(range).code()).isEqualTo(404);
    for (var path : List.of(range, service)) {
      await()
          .until(
              () -> {
                server.time().advance(Duration.ofSeconds(10));
                return server.admin().get(path).code() == 200;
              });
    }
  }

  @Test
  void objectsThatSomebodyHasDeletedAreMadeAgain() {
    var paths =
        List.of(
            "/api/v1/namespaces/kube-system/configmaps/extension-apiserver-authentication",
            "/api/v1/namespaces/kube-system/configmaps/kube-apiserver-legacy-service-account-token-tracking",
            "/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/probes",
            "/apis/flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations/workload-low");
    for (var path : paths) {
      assertThat(server.admin().delete(path).code()).as(path).isEqualTo(200);
      assertThat(server.admin().get(path).code()).as(path).isEqualTo(404);
    }
    server.time().advance(Duration.ofMinutes(1));
    for (var path : paths) {
      await().until(() -> server.admin().get(path).code() == 200);
    }
  }
}
