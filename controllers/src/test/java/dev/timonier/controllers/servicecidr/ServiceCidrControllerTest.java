package dev.timonier.controllers.servicecidr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.networking.v1.IPAddress;
import io.fabric8.kubernetes.api.model.networking.v1.IPAddressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDR;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDRBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceCidrControllerTest {
  private final ControlPlane plane = new ControlPlane();

  @BeforeEach
  void start() {
    plane.run(context -> ServiceCidrController.create(context, 1));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  private ServiceCIDR range(String name, String cidr) {
    var range =
        plane
            .api()
            .create(
                new ServiceCIDRBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .endMetadata()
                    .withNewSpec()
                    .withCidrs(cidr)
                    .endSpec()
                    .build());
    plane.settle();
    return range;
  }

  private IPAddress address(String name) {
    return address(name, Map.of("ipaddress.kubernetes.io/managed-by", "ipallocator.k8s.io"));
  }

  private IPAddress address(String name, Map<String, String> labels) {
    var address =
        plane
            .api()
            .create(
                new IPAddressBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .withLabels(labels)
                    .endMetadata()
                    .build());
    plane.settle();
    return address;
  }

  private void delete(ServiceCIDR range) {
    plane.client().resource(range).delete();
    plane.settle();
    plane.time().advance(Duration.ofSeconds(10));
    plane.settle();
  }

  private Condition ready(ServiceCIDR range) {
    return plane.read(range).getStatus().getConditions().getFirst();
  }

  @Test
  void rangeIsReadyAndGoesWhenNobodyHasAnAddressOfIt() {
    var range = range("a", "10.1.0.0/24");
    assertThat(plane.read(range).getMetadata().getFinalizers())
        .containsExactly("networking.k8s.io/service-cidr-finalizer");
    assertThat(ready(range).getStatus()).isEqualTo("True");
    assertThat(ready(range).getMessage()).isEqualTo("Kubernetes Service CIDR is ready");
    address("10.2.0.1");
    delete(range);
    assertThat(plane.api().count("servicecidrs")).isZero();
  }

  @Test
  void rangeStaysForAWhileAfterItsDeletion() {
    var range = range("a", "10.1.0.0/24");
    plane.client().resource(range).delete();
    plane.settle();
    assertThat(plane.api().count("servicecidrs")).isOne();
  }

  @Test
  void rangeStaysUntilItsAddressesAreGone() {
    var range = range("a", "10.1.0.0/24");
    var address = address("10.1.0.7");
    delete(range);
    assertThat(ready(range).getReason()).isEqualTo("Terminating");
    plane.client().resource(address).delete();
    plane.settle();
    assertThat(plane.api().count("servicecidrs")).isZero();
  }

  @Test
  void addressesOfAnotherRangeAsWellDoNotKeepARange() {
    var range = range("a", "10.1.0.0/24");
    range("b", "10.1.0.0/16");
    address("10.1.0.7");
    delete(range);
    assertThat(plane.api().count("servicecidrs")).isOne();
  }

  @Test
  void addressesThatNoServerGaveToAServiceKeepNoRange() {
    var range = range("a", "10.1.0.0/24");
    address("10.1.0.7", Map.of());
    delete(range);
    assertThat(plane.api().count("servicecidrs")).isZero();
  }

  @Test
  void rangeWithinAnotherGoesFirstWhenBothAreDeleted() {
    var inner = range("a", "10.1.0.0/24");
    var outer = range("b", "10.1.0.0/16");
    address("10.1.0.7");
    plane.client().resource(inner).delete();
    plane.settle();
    plane.time().advance(Duration.ofSeconds(5));
    plane.client().resource(outer).delete();
    plane.settle();
    plane.time().advance(Duration.ofSeconds(5));
    plane.settle();
    assertThat(plane.api().count("servicecidrs")).isOne();
    assertThat(ready(outer).getReason()).isEqualTo("Terminating");
  }

  @Test
  void conditionIsAppliedByTheController() {
    range("a", "10.1.0.0/24");
    assertThat(plane.api().writes())
        .filteredOn(request -> request.contentType().startsWith("application/apply-patch"))
        .isNotEmpty()
        .allSatisfy(
            request -> {
              assertThat(request.path()).endsWith("/servicecidrs/a/status");
              assertThat(request.query())
                  .containsEntry("fieldManager", "service-cidr-controller")
                  .containsEntry("force", "true");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/16, 10.1.3.0/24, true",
    "10.1.0.0/16, 10.1.0.0/16, true",
    "10.1.0.0/24, 10.1.0.0/16, false",
    "10.1.0.0/16, 10.2.0.0/24, false",
    "0.0.0.0/0, 2001:db8:a::/112, false"
  })
  void rangesCoverRanges(String range, String other, boolean covered) {
    assertThat(AddressRange.parse(range).covers(AddressRange.parse(other))).isEqualTo(covered);
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/24, 10.1.0.0, false",
    "10.1.0.0/24, 10.1.0.1, true",
    "10.1.0.0/24, 10.1.0.254, true",
    "10.1.0.0/24, 10.1.0.255, false",
    "10.1.0.0/24, 10.1.1.0, false",
    "2001:db8:a::/112, 2001:db8:a::, false",
    "2001:db8:a::/112, 2001:db8:a::ffff, true",
    "2001:db8:a::/112, 2001:db8:b::1, false",
    "0.0.0.0/0, ::1, false"
  })
  void rangesContainTheirAddresses(String range, String address, boolean contained) {
    assertThat(AddressRange.parse(range).contains(address)).isEqualTo(contained);
  }
}
