package dev.timonier.nodeagent.reference;

import static dev.timonier.nodeagent.fixture.Pods.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceVariablesTest {
  private static final Service API = service("default", "kubernetes", "10.96.0.1", 443);
  private static final Service DATABASE = service("default", "my-db", "10.96.0.7", 5432);

  private static Service service(String namespace, String name, String address, int port) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withClusterIP(address)
        .addNewPort()
        .withName("sql-x")
        .withPort(port)
        .withProtocol("TCP")
        .endPort()
        .endSpec()
        .build();
  }

  @Test
  void serviceIsFoundByItsNameInCapitals() {
    assertThat(ServiceVariables.of(web(), List.of(DATABASE)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "MY_DB_SERVICE_HOST", "10.96.0.7",
                "MY_DB_SERVICE_PORT", "5432",
                "MY_DB_SERVICE_PORT_SQL_X", "5432",
                "MY_DB_PORT", "tcp://10.96.0.7:5432",
                "MY_DB_PORT_5432_TCP", "tcp://10.96.0.7:5432",
                "MY_DB_PORT_5432_TCP_PROTO", "tcp",
                "MY_DB_PORT_5432_TCP_PORT", "5432",
                "MY_DB_PORT_5432_TCP_ADDR", "10.96.0.7"));
  }

  @Test
  void headlessServicesAndThoseOfOtherNamespacesAreNotSeen() {
    var headless = service("default", "headless", "None", 80);
    var foreign = service("other", "foreign", "10.96.0.8", 80);
    assertThat(ServiceVariables.of(web(), List.of(headless, foreign))).isEmpty();
  }

  @Test
  void podWithoutServiceLinksSeesOnlyTheApi() {
    var pod = new PodBuilder(web()).editSpec().withEnableServiceLinks(false).endSpec().build();
    assertThat(ServiceVariables.of(pod, List.of(API, DATABASE)))
        .containsEntry("KUBERNETES_SERVICE_HOST", "10.96.0.1")
        .doesNotContainKey("MY_DB_SERVICE_HOST");
  }
}
