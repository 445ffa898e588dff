package dev.timonier.controllers.serviceaccount;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.controllers.rootca.RootCaPublisher;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every namespace is furnished with.
class NamespaceFurnitureTest {
  private final ControlPlane plane = new ControlPlane();

  @BeforeEach
  void start() {
    plane.run(
        context -> ServiceAccountController.create(context, 1),
        context -> RootCaPublisher.create(context, 1, "PEM"));
    plane
        .api()
        .create(new NamespaceBuilder().withNewMetadata().withName("shop").endMetadata().build());
    plane.settle();
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void namespaceGetsItsDefaultAccountAndTheCertificate() {
    assertThat(account()).isNotNull();
    assertThat(map().getData()).isEqualTo(Map.of("ca.crt", "PEM"));
    assertThat(map().getMetadata().getAnnotations()).containsKey("kubernetes.io/description");
  }

  @Test
  void deletedOnesComeAgain() {
    plane.client().resource(account()).delete();
    plane.client().resource(map()).delete();
    plane.settle();
    assertThat(account()).isNotNull();
    assertThat(map()).isNotNull();
  }

  @Test
  void changedCertificateIsCorrected() {
    plane.edit(map(), m -> m.edit().withData(Map.of("ca.crt", "other")).build());
    assertThat(map().getData()).isEqualTo(Map.of("ca.crt", "PEM"));
  }

  @Test
  void terminatingNamespaceGetsNothing() {
    plane.edit(
        plane.client().namespaces().withName("shop").get(),
        n -> n.edit().editOrNewSpec().withFinalizers("kubernetes").endSpec().build());
    plane.client().namespaces().withName("shop").delete();
    plane.client().resource(account()).delete();
    plane.settle();
    assertThat(plane.api().count("serviceaccounts")).isZero();
  }

  private ServiceAccount account() {
    return plane.client().serviceAccounts().inNamespace("shop").withName("default").get();
  }

  private ConfigMap map() {
    return plane.client().configMaps().inNamespace("shop").withName("kube-root-ca.crt").get();
  }
}
