package dev.timonier.controllers.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.controllers.fixture.Network;
import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointPort;
import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndpointsControllerTest {
  private final ControlPlane plane = new ControlPlane();

  @BeforeEach
  void start() {
    plane.run(context -> EndpointsController.create(context, 2));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void podsAreListedReadyOnesApart() {
    create(Network.service().build());
    create(Network.pod("a", "10.0.0.2", "True"));
    create(Network.pod("b", "10.0.0.1", "True"));
    create(Network.pod("c", "10.0.0.3", "False"));
    var subset = endpoints().getSubsets().getFirst();
    assertThat(subset.getAddresses())
        .extracting(EndpointAddress::getIp)
        .containsExactly("10.0.0.1", "10.0.0.2");
    assertThat(subset.getNotReadyAddresses())
        .extracting(EndpointAddress::getIp)
        .containsExactly("10.0.0.3");
    assertThat(subset.getPorts()).containsExactly(new EndpointPort(null, "http", 8080, "TCP"));
    assertThat(endpoints().getMetadata().getLabels())
        .containsEntry("team", "a")
        .containsEntry("endpoints.kubernetes.io/managed-by", "endpoint-controller");
  }

  @Test
  void terminatingPodIsNotListed() {
    create(Network.service().build());
    var pod = create(Network.pod("a", "10.0.0.1", "True"));
    plane.client().resource(pod).delete();
    plane.settle();
    assertThat(endpoints().getSubsets()).isEmpty();
  }

  @Test
  void podWithoutTheNamedPortIsNotListed() {
    create(Network.serviceToPort("nope"));
    create(Network.pod("a", "10.0.0.1", "True"));
    assertThat(endpoints().getSubsets()).isEmpty();
  }

  @Test
  void endpointsGoWithTheirService() {
    var service = create(Network.service().build());
    plane.client().resource(service).delete();
    plane.settle();
    assertThat(plane.api().count("endpoints")).isZero();
  }

  /// Nothing can be created in it any more.
  @Test
  void endpointsOfATerminatingNamespaceAreGivenUp() {
    var namespace =
        plane
            .api()
            .create(
                new NamespaceBuilder()
                    .withNewMetadata()
                    .withName("default")
                    .withFinalizers("example.org/stays")
                    .endMetadata()
                    .build());
    create(Network.service().build());
    plane.client().resource(namespace).delete();
    plane.client().resource(endpoints()).delete();
    plane.settle();

    assertThat(creations()).isEqualTo(2);
  }

  private long creations() {
    return plane.api().writes().stream()
        .filter(write -> write.method().equals("POST") && write.path().endsWith("/endpoints"))
        .count();
  }

  @Test
  void headlessServiceNeedsNoPorts() {
    create(Network.service().editSpec().withClusterIP("None").withPorts().endSpec().build());
    create(Network.pod("a", "10.0.0.1", "True"));
    assertThat(endpoints().getSubsets())
        .singleElement()
        .satisfies(s -> assertThat(s.getPorts()).isEmpty());
    assertThat(endpoints().getMetadata().getLabels()).containsKey("service.kubernetes.io/headless");
  }

  @Test
  void readyAddressesComeFirstWhereThereAreTooMany() {
    var subsets =
        List.of(
            new EndpointSubset(addresses(0, 600), addresses(600, 900), List.of()),
            new EndpointSubset(addresses(900, 1200), List.of(), List.of()));
    var limited = SubsetMaker.limited(subsets, 1000);
    assertThat(SubsetMaker.size(limited)).isEqualTo(1000);
    assertThat(limited.getFirst().getNotReadyAddresses()).hasSize(100);
    assertThat(limited.getLast().getAddresses()).hasSize(300);
  }

  @Test
  void settledEndpointsAreNotWrittenAgain() {
    create(Network.service().build());
    create(Network.pod("a", "10.0.0.1", "True"));
    var writes = plane.api().writes().size();
    plane.edit(
        plane.client().pods().inNamespace("default").withName("a").get(),
        p -> p.edit().editMetadata().addToAnnotations("x", "y").endMetadata().build());
    assertThat(plane.api().writes()).hasSize(writes + 1);
  }

  private <T extends HasMetadata> T create(T object) {
    var created = plane.api().create(object);
    plane.settle();
    return created;
  }

  private Endpoints endpoints() {
    return plane.client().endpoints().inNamespace("default").withName("web").get();
  }

  private static List<EndpointAddress> addresses(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> new EndpointAddress(null, "ip" + i, null, null))
        .toList();
  }
}
