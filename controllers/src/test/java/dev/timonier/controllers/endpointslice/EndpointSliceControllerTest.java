package dev.timonier.controllers.endpointslice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.controllers.fixture.Network;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndpointSliceControllerTest {
  private final ControlPlane plane = new ControlPlane();

  @BeforeEach
  void start() {
    plane.run(context -> EndpointSliceController.create(context, 2));
    plane.api().create(Network.node("n", "z"));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void readyPodIsAnEndpoint() {
    var service = create(Network.service().build());
    var pod = create(Network.pod("a", "10.0.0.1", "True"));
    var slice = slice();
    assertThat(slice.getMetadata().getLabels())
        .isEqualTo(
            Map.of(
                "team",
                "a",
                "kubernetes.io/service-name",
                "web",
                "endpointslice.kubernetes.io/managed-by",
                "endpointslice-controller.k8s.io"));
    assertThat(slice.getMetadata().getGenerateName()).isEqualTo("web-");
    assertThat(slice.getMetadata().getOwnerReferences().getFirst().getUid())
        .isEqualTo(service.getMetadata().getUid());
    assertThat(slice.getMetadata().getAnnotations())
        .containsEntry("endpoints.kubernetes.io/last-change-trigger-time", "2026-01-01T00:00:05Z");
    assertThat(slice.getAddressType()).isEqualTo("IPv4");
    assertThat(slice.getPorts())
        .singleElement()
        .satisfies(p -> assertThat(p.getPort()).isEqualTo(8080))
        .satisfies(p -> assertThat(p.getName()).isEqualTo("http"));
    var endpoint = slice.getEndpoints().getFirst();
    assertThat(endpoint.getAddresses()).containsExactly("10.0.0.1");
    assertThat(conditions(endpoint)).isEqualTo("true true false");
    assertThat(endpoint.getNodeName()).isEqualTo("n");
    assertThat(endpoint.getZone()).isEqualTo("z");
    assertThat(endpoint.getTargetRef().getUid()).isEqualTo(pod.getMetadata().getUid());
  }

  @Test
  void serviceWithoutPodsHasAnEmptySlice() {
    create(Network.service().build());
    assertThat(slice().getEndpoints()).isEmpty();
    assertThat(slice().getPorts()).isEmpty();
  }

  @Test
  void sliceStaysTheSameWhenAllItsEndpointsChange() {
    create(Network.service().build());
    var name = slice().getMetadata().getName();
    var first = create(Network.pod("a", "10.0.0.1", "True"));
    assertThat(slice().getMetadata().getName()).isEqualTo(name);
    plane.client().resource(first).withGracePeriod(0).delete();
    create(Network.pod("b", "10.0.0.2", "True"));
    assertThat(slice().getMetadata().getName()).isEqualTo(name);
    assertThat(slice().getEndpoints().getFirst().getAddresses()).containsExactly("10.0.0.2");
    assertThat(slice().getPorts()).hasSize(1);
  }

  @Test
  void podThatIsNotReadyServesNot() {
    create(Network.service().build());
    create(Network.pod("a", "10.0.0.1", "False"));
    assertThat(conditions(slice().getEndpoints().getFirst())).isEqualTo("false false false");
  }

  @Test
  void terminatingPodServesButIsNotReady() {
    create(Network.service().build());
    var pod = create(Network.pod("a", "10.0.0.1", "True"));
    plane.client().resource(pod).delete();
    plane.settle();
    assertThat(conditions(slice().getEndpoints().getFirst())).isEqualTo("false true true");
  }

  @Test
  void serviceCanPublishPodsThatAreNotReady() {
    create(Network.service().editSpec().withPublishNotReadyAddresses(true).endSpec().build());
    create(Network.pod("a", "10.0.0.1", "False"));
    assertThat(conditions(slice().getEndpoints().getFirst())).isEqualTo("true false false");
  }

  @Test
  void endedPodsAndPodsWithoutAddressAreLeftOut() {
    create(Network.service().build());
    create(
        new PodBuilder(Network.pod("a", "10.0.0.1", "True"))
            .editStatus()
            .withPhase("Succeeded")
            .endStatus()
            .build());
    create(
        new PodBuilder(Network.pod("b", "", "True")).editStatus().withPodIPs().endStatus().build());
    assertThat(slice().getEndpoints()).isEmpty();
  }

  @Test
  void namedPortIsLookedUpInThePod() {
    create(Network.serviceToPort("web"));
    create(Network.pod("a", "10.0.0.1", "True"));
    assertThat(slice().getPorts().getFirst().getPort()).isEqualTo(9090);
  }

  @Test
  void podsWithDifferentPortsAreInDifferentSlices() {
    create(Network.serviceToPort("web"));
    create(Network.pod("a", "10.0.0.1", "True"));
    create(
        new PodBuilder(Network.pod("b", "10.0.0.2", "True"))
            .editSpec()
            .editFirstContainer()
            .editFirstPort()
            .withContainerPort(7070)
            .endPort()
            .endContainer()
            .endSpec()
            .build());
    assertThat(slices())
        .extracting(s -> s.getPorts().getFirst().getPort())
        .containsExactlyInAnyOrder(9090, 7070);
  }

  @Test
  void headlessServiceNamesHosts() {
    create(Network.service().editSpec().withClusterIP("None").withPorts().endSpec().build());
    create(
        new PodBuilder(Network.pod("a", "10.0.0.1", "True"))
            .editSpec()
            .withHostname("h")
            .withSubdomain("web")
            .endSpec()
            .build());
    assertThat(slice().getMetadata().getLabels())
        .containsEntry("service.kubernetes.io/headless", "");
    assertThat(slice().getEndpoints().getFirst().getHostname()).isEqualTo("h");
    assertThat(slice().getPorts()).isEmpty();
  }

  @Test
  void dualStackServiceHasASliceForEachFamily() {
    create(Network.service().editSpec().withIpFamilies("IPv4", "IPv6").endSpec().build());
    create(
        new PodBuilder(Network.pod("a", "10.0.0.1", "True"))
            .editStatus()
            .addNewPodIP("fd00::1")
            .endStatus()
            .build());
    assertThat(slices())
        .extracting(EndpointSlice::getAddressType)
        .containsExactlyInAnyOrder("IPv4", "IPv6");
  }

  @Test
  void manyPodsAreSpreadOverSlicesOfAHundred() {
    create(Network.service().build());
    for (var i = 0; i < 150; i++) {
      plane.api().create(Network.pod("p" + i, "10.0.1." + i, "True"));
    }
    plane.settle();
    plane.pass(Duration.ofSeconds(5));
    assertThat(slices().stream().mapToInt(s -> s.getEndpoints().size()).sum()).isEqualTo(150);
    assertThat(slices())
        .hasSizeBetween(2, 6)
        .allSatisfy(s -> assertThat(s.getEndpoints()).hasSizeLessThanOrEqualTo(100));
  }

  @Test
  void podOnAnUnknownNodeWaitsForTheNode() {
    create(Network.service().build());
    create(
        new PodBuilder(Network.pod("a", "10.0.0.1", "True"))
            .editSpec()
            .withNodeName("later")
            .endSpec()
            .build());
    assertThat(slice().getEndpoints()).isEmpty();
    plane.api().create(Network.node("later", "z"));
    plane.pass(Duration.ofSeconds(10));
    assertThat(slice().getEndpoints()).hasSize(1);
  }

  @Test
  void deletedSliceComesAgain() {
    create(Network.service().build());
    create(Network.pod("a", "10.0.0.1", "True"));
    plane.client().resource(slice()).delete();
    plane.settle();
    assertThat(slice().getEndpoints()).hasSize(1);
  }

  @Test
  void serviceWithoutSelectorIsLeftAlone() {
    create(Network.service().editSpec().withSelector(Map.of()).endSpec().build());
    assertThat(slices()).isEmpty();
  }

  private Service create(Service service) {
    var created = plane.api().create(new ServiceBuilder(service).build());
    plane.settle();
    return created;
  }

  private Pod create(Pod pod) {
    var created = plane.api().create(pod);
    plane.settle();
    plane.pass(Duration.ofMillis(100));
    return created;
  }

  private EndpointSlice slice() {
    assertThat(slices()).hasSize(1);
    return slices().getFirst();
  }

  private List<EndpointSlice> slices() {
    return plane
        .client()
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace("default")
        .list()
        .getItems();
  }

  private static String conditions(Endpoint endpoint) {
    var c = endpoint.getConditions();
    return c.getReady() + " " + c.getServing() + " " + c.getTerminating();
  }
}
