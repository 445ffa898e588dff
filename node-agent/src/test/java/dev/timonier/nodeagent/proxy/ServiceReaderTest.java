package dev.timonier.nodeagent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceReaderTest {
  private record Ignored(String name, Service service) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Ignored> ignored() {
    return Stream.of(
        new Ignored(
            "headless", Services.web(spec -> spec.withClusterIP("None").withClusterIPs("None"))),
        new Ignored("external name", Services.web(spec -> spec.withType("ExternalName"))),
        new Ignored(
            "without address", Services.web(spec -> spec.withClusterIP("").withClusterIPs())),
        new Ignored(
            "of IPv6",
            Services.web(spec -> spec.withClusterIP("fd00::1").withClusterIPs("fd00::1"))),
        new Ignored(
            "of another proxy",
            new ServiceBuilder(Services.web())
                .editMetadata()
                .addToLabels("service.kubernetes.io/service-proxy-name", "mine")
                .endMetadata()
                .build()));
  }

  @ParameterizedTest
  @MethodSource("ignored")
  void serviceWithoutAnythingToDoHasNoPorts(Ignored example) {
    assertThat(ServiceReader.ports(example.service)).isEmpty();
  }

  @Test
  void eachPortIsRead() {
    var service =
        Services.web(
            spec ->
                spec.withPorts(
                    Services.port("http", "TCP", 80).withNodePort(30080).build(),
                    Services.port("dns", "UDP", 53).build(),
                    Services.port("signal", "SCTP", 99).build()));

    assertThat(ServiceReader.ports(service))
        .extracting(ServicePort::path, ServicePort::port, ServicePort::nodePort)
        .containsExactly(
            tuple("default/web/tcp/http", 80, 30080),
            tuple("default/web/udp/dns", 53, 0),
            tuple("default/web/sctp/signal", 99, 0));
  }

  @Test
  void ipv4AddressOfTwoIsTaken() {
    var service =
        Services.web(spec -> spec.withClusterIP("fd00::1").withClusterIPs("fd00::1", "10.96.0.7"));

    assertThat(ServiceReader.ports(service))
        .extracting(ServicePort::clusterIp)
        .containsExactly("10.96.0.7");
  }

  @Test
  void externalAddressesOfOtherFamiliesAreLeftOut() {
    var service = Services.web(spec -> spec.withExternalIPs("192.0.2.7", "2001:db8::7"));

    assertThat(ServiceReader.ports(service).getFirst().externalIps()).containsExactly("192.0.2.7");
  }

  @Test
  void loadBalancersThatChangeDestinationsAreLeftAlone() {
    var service =
        new ServiceBuilder(
                Services.web(
                    spec ->
                        spec.withType("LoadBalancer")
                            .withLoadBalancerSourceRanges(" 10.0.0.0/8", "fd00::/8", "nonsense")))
            .withNewStatus()
            .withNewLoadBalancer()
            .addNewIngress()
            .withIp("192.0.2.1")
            .withIpMode("VIP")
            .endIngress()
            .addNewIngress()
            .withIp("192.0.2.2")
            .withIpMode("Proxy")
            .endIngress()
            .addNewIngress()
            .withIp("192.0.2.3")
            .endIngress()
            .addNewIngress()
            .withHostname("balancer.example")
            .endIngress()
            .endLoadBalancer()
            .endStatus()
            .build();

    var port = ServiceReader.ports(service).getFirst();

    assertThat(port.loadBalancerIps()).containsExactly("192.0.2.1", "192.0.2.3");
    assertThat(port.sourceRanges()).containsExactly("10.0.0.0/8");
  }

  @Test
  void affinityLastsThreeHoursUnlessItIsSaidOtherwise() {
    var service = Services.web(spec -> spec.withSessionAffinity("ClientIP"));
    var shorter =
        Services.web(
            spec ->
                spec.withSessionAffinity("ClientIP")
                    .withNewSessionAffinityConfig()
                    .withNewClientIP(60)
                    .endSessionAffinityConfig());
    var none = Services.web(spec -> spec.withSessionAffinity("None"));

    assertThat(affinities(service)).containsExactly(Duration.ofHours(3));
    assertThat(affinities(shorter)).containsExactly(Duration.ofSeconds(60));
    assertThat(affinities(none)).isEmpty();
  }

  private static List<Duration> affinities(Service service) {
    return ServiceReader.ports(service).stream().flatMap(port -> port.affinity().stream()).toList();
  }
}
