package dev.timonier.controllers.endpointslicemirroring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.controllers.fixture.Network;
import io.fabric8.kubernetes.api.model.EndpointAddressBuilder;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndpointSliceMirroringControllerTest {
  private final ControlPlane plane = new ControlPlane();

  @BeforeEach
  void start() {
    plane.run(context -> EndpointSliceMirroringController.create(context, 2));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void endpointsOfServiceWithoutSelectorAreMirrored() {
    create(service());
    var endpoints =
        create(
            endpoints()
                .editMetadata()
                .addToLabels("team", "a")
                .addToAnnotations("note", "b")
                .addToAnnotations("kubectl.kubernetes.io/last-applied-configuration", "{}")
                .addToAnnotations("endpoints.kubernetes.io/last-change-trigger-time", "t")
                .endMetadata()
                .addNewSubset()
                .addToAddresses(
                    new EndpointAddressBuilder()
                        .withIp("010.0.0.1")
                        .withNodeName("n")
                        .withHostname("h")
                        .withNewTargetRef()
                        .withKind("Pod")
                        .withName("p")
                        .endTargetRef()
                        .build())
                .addNewNotReadyAddress()
                .withIp("10.0.0.2")
                .endNotReadyAddress()
                .addNewPort("http", "web", 80, "TCP")
                .endSubset()
                .build());
    var slice = slice();
    assertThat(slice.getMetadata().getGenerateName()).isEqualTo("web-");
    assertThat(slice.getMetadata().getLabels())
        .isEqualTo(
            Map.of(
                "team",
                "a",
                "kubernetes.io/service-name",
                "web",
                "endpointslice.kubernetes.io/managed-by",
                "endpointslicemirroring-controller.k8s.io"));
    assertThat(slice.getMetadata().getAnnotations()).isEqualTo(Map.of("note", "b"));
    var owner = slice.getMetadata().getOwnerReferences().getFirst();
    assertThat(owner.getKind()).isEqualTo("Endpoints");
    assertThat(owner.getUid()).isEqualTo(endpoints.getMetadata().getUid());
    assertThat(owner.getController()).isTrue();
    assertThat(slice.getAddressType()).isEqualTo("IPv4");
    assertThat(slice.getPorts()).containsExactly(new EndpointPort("http", "web", 80, "TCP"));
    var first = slice.getEndpoints().getFirst();
    assertThat(first.getAddresses()).containsExactly("10.0.0.1");
    assertThat(first.getConditions().getReady()).isTrue();
    assertThat(first.getConditions().getServing()).isNull();
    assertThat(first.getNodeName()).isEqualTo("n");
    assertThat(first.getHostname()).isEqualTo("h");
    assertThat(first.getTargetRef().getName()).isEqualTo("p");
    assertThat(slice.getEndpoints().getLast().getConditions().getReady()).isFalse();
  }

  @Test
  void addressesOfEachFamilyHaveASlice() {
    create(service());
    create(subset("10.0.0.1", "2001:DB8:0::1"));
    assertThat(slices())
        .extracting(s -> s.getAddressType() + s.getEndpoints().getFirst().getAddresses())
        .containsExactlyInAnyOrder("IPv4[10.0.0.1]", "IPv6[2001:db8::1]");
  }

  @Test
  void subsetsWithTheSameAddressesAreOne() {
    create(service());
    create(
        endpoints()
            .addNewSubset()
            .addNewAddress()
            .withIp("10.0.0.1")
            .endAddress()
            .addNewPort(null, "a", 1, "TCP")
            .endSubset()
            .addNewSubset()
            .addNewNotReadyAddress()
            .withIp("10.0.0.1")
            .endNotReadyAddress()
            .addNewPort(null, "b", 2, "TCP")
            .endSubset()
            .addNewSubset()
            .addNewNotReadyAddress()
            .withIp("10.0.0.1")
            .endNotReadyAddress()
            .addNewPort(null, "a", 1, "TCP")
            .endSubset()
            .build());
    assertThat(slice().getPorts())
        .extracting(EndpointPort::getName)
        .containsExactlyInAnyOrder("a", "b");
    assertThat(slice().getEndpoints().getFirst().getConditions().getReady()).isFalse();
  }

  @Test
  void slicesFollowTheirEndpoints() {
    create(service());
    var endpoints = create(subset("10.0.0.1"));
    var name = slice().getMetadata().getName();
    plane.edit(endpoints, e -> withAddress(e, "10.0.0.2"));
    assertThat(slice().getMetadata().getName()).isEqualTo(name);
    assertThat(slice().getEndpoints().getFirst().getAddresses()).containsExactly("10.0.0.2");
    assertThat(slice().getMetadata().getGenerateName()).isNull();
    plane.edit(
        endpoints,
        e -> e.edit().editFirstSubset().editFirstPort().withPort(81).endPort().endSubset().build());
    assertThat(slice().getMetadata().getName()).isEqualTo(name);
    assertThat(slice().getPorts().getFirst().getPort()).isEqualTo(81);
    assertThat(slice().getMetadata().getGenerateName()).isEqualTo("web-");
    plane.edit(endpoints, e -> e.edit().withSubsets().build());
    assertThat(slices()).isEmpty();
  }

  @Test
  void slicesThatSomebodyChangesAreMadeAgain() {
    create(service());
    create(subset("10.0.0.1"));
    plane.edit(slice(), s -> s.edit().withEndpoints().build());
    assertThat(slice().getEndpoints()).hasSize(1);
    plane.client().resource(slice()).delete();
    plane.settle();
    assertThat(slice().getEndpoints()).hasSize(1);
    plane.edit(
        slice(),
        s ->
            s.edit()
                .editMetadata()
                .addToLabels("kubernetes.io/service-name", "x")
                .endMetadata()
                .build());
    assertThat(slices("web")).hasSize(1);
    assertThat(slices("x")).isEmpty();
  }

  @Test
  void settledSlicesAreNotWrittenAgain() {
    create(service());
    var endpoints = create(subset("10.0.0.1", "fd00::1"));
    var writes = plane.api().writes().size();
    plane.edit(
        endpoints,
        e ->
            e.edit()
                .editMetadata()
                .addToAnnotations("endpoints.kubernetes.io/last-change-trigger-time", "t")
                .endMetadata()
                .build());
    assertThat(plane.api().writes()).hasSize(writes + 1);
  }

  @Test
  void endpointsThatShouldNotBeMirroredHaveNoSlices() {
    var service = create(service());
    var endpoints = create(subset("10.0.0.1"));
    assertThat(slices()).hasSize(1);
    plane.edit(
        endpoints, e -> labelled(e, Map.of("endpointslice.kubernetes.io/skip-mirror", "true")));
    assertThat(slices()).isEmpty();
    plane.edit(endpoints, e -> labelled(e, Map.of()));
    assertThat(slices()).hasSize(1);
    plane.edit(
        endpoints, e -> annotated(e, Map.of("control-plane.alpha.kubernetes.io/leader", "")));
    assertThat(slices()).isEmpty();
    plane.edit(endpoints, e -> annotated(e, Map.of()));
    assertThat(slices()).hasSize(1);
    plane.edit(service, s -> s.edit().editSpec().addToSelector("a", "b").endSpec().build());
    assertThat(slices()).isEmpty();
    plane.edit(service, s -> s.edit().editSpec().withSelector(null).endSpec().build());
    assertThat(slices()).hasSize(1);
    plane.client().resource(service).delete();
    plane.settle();
    assertThat(slices()).isEmpty();
  }

  @Test
  void aThousandAddressesOfASubsetAreMirrored() {
    create(service());
    create(
        subset(
            IntStream.range(0, 1002)
                .mapToObj(i -> "10.0.%d.%d".formatted(i / 250, i % 250))
                .toArray(String[]::new)));
    assertThat(slice().getEndpoints()).hasSize(1000);
    assertThat(plane.events())
        .containsExactly(
            "TooManyAddressesToMirror A max of 1000 addresses can be mirrored to EndpointSlices per"
                + " Endpoints subset. 2 addresses were skipped");
  }

  @Test
  void invalidAddressIsLeftOutAndToldOf() {
    create(service());
    create(subset("nowhere", "10.0.0.1"));
    assertThat(slice().getEndpoints()).hasSize(1);
    assertThat(plane.events())
        .containsExactly(
            "InvalidIPAddress Skipped 1 invalid IP addresses when mirroring to EndpointSlices");
  }

  private <T extends HasMetadata> T create(T object) {
    var created = plane.api().create(object);
    plane.settle();
    return created;
  }

  private static Service service() {
    return Network.service().editSpec().withSelector(null).endSpec().build();
  }

  private static EndpointsBuilder endpoints() {
    return new EndpointsBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName("web")
        .endMetadata();
  }

  private static Endpoints subset(String... addresses) {
    return endpoints()
        .addNewSubset()
        .addAllToAddresses(
            List.of(addresses).stream()
                .map(ip -> new EndpointAddressBuilder().withIp(ip).build())
                .toList())
        .addNewPort(null, "http", 80, "TCP")
        .endSubset()
        .build();
  }

  private static Endpoints withAddress(Endpoints endpoints, String ip) {
    return endpoints
        .edit()
        .editFirstSubset()
        .editFirstAddress()
        .withIp(ip)
        .endAddress()
        .endSubset()
        .build();
  }

  private static Endpoints labelled(Endpoints endpoints, Map<String, String> labels) {
    return endpoints.edit().editMetadata().withLabels(labels).endMetadata().build();
  }

  private static Endpoints annotated(Endpoints endpoints, Map<String, String> annotations) {
    return endpoints.edit().editMetadata().withAnnotations(annotations).endMetadata().build();
  }

  private EndpointSlice slice() {
    return slices().getFirst();
  }

  private List<EndpointSlice> slices() {
    return plane.client().resources(EndpointSlice.class).inNamespace("default").list().getItems();
  }

  private List<EndpointSlice> slices(String service) {
    return plane
        .client()
        .resources(EndpointSlice.class)
        .inNamespace("default")
        .withLabel("kubernetes.io/service-name", service)
        .list()
        .getItems();
  }
}
