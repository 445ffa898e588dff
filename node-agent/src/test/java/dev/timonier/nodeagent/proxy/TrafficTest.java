package dev.timonier.nodeagent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.nodeagent.nftables.Nft;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceStatusBuilder;
import java.io.IOException;
import java.net.ConnectException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real packets through the real packet filter, in network namespaces of the test's own.
class TrafficTest {
  private static final int NODE_PORT = 30080;
  private static final String EXTERNAL_IP = "198.51.100.7";

  /// That one of three endpoints is never chosen in so many tries does not happen: (2/3)^100.
  private static final int TRIES = 100;

  @TempDir static Path directory;
  private static TestNetwork network;

  @BeforeAll
  static void connect() throws Exception {
    network = new TestNetwork(directory);
  }

  @AfterAll
  static void disconnect() throws Exception {
    network.close();
  }

  /// The endpoints that answered.
  private static Set<String> answering(Enclave from, Callable<String> question) throws Exception {
    return from.in(
        () -> {
          var names = new TreeSet<String>();
          for (var i = 0; i < TRIES; i++) {
            names.add(question.call().split(" ", 2)[0]);
          }
          return names;
        });
  }

  /// The address that the endpoint sees.
  private static String source(Enclave from, Callable<String> question) throws Exception {
    return from.in(question).split(" ", 2)[1];
  }

  private static String ask() throws IOException {
    return Listener.ask(Services.CLUSTER_IP, 80);
  }

  private static Callable<String> nodePort() {
    return () -> Listener.ask(TestNetwork.MACHINE, NODE_PORT);
  }

  @Test
  void allEndpointsAnswerAPodUnderTheClusterIp() throws Exception {
    network.apply(Services.web(), Services.slice(network.addresses()));

    assertThat(answering(network.pods.getFirst(), TrafficTest::ask))
        .containsExactlyInAnyOrder(network.addresses());
  }

  @Test
  void allEndpointsAnswerTheMachineUnderTheClusterIp() throws Exception {
    network.apply(Services.web(), Services.slice(network.addresses()));

    assertThat(answering(network.machine, TrafficTest::ask))
        .containsExactlyInAnyOrder(network.addresses());
  }

  @Test
  void allEndpointsAnswerDatagrams() throws Exception {
    var service = Services.web(spec -> spec.withPorts(Services.port("dns", "UDP", 53).build()));
    network.apply(service, Services.slice("dns", "UDP", Listener.PORT, network.addresses()));

    assertThat(
            answering(
                network.pods.getFirst(), () -> Listener.askByDatagram(Services.CLUSTER_IP, 53)))
        .containsExactlyInAnyOrder(network.addresses());
  }

  @Test
  void podsKeepTheirAddress() throws Exception {
    network.apply(Services.web(), Services.slice(network.addresses()[1]));

    assertThat(source(network.pods.getFirst(), TrafficTest::ask)).isEqualTo(network.addresses()[0]);
  }

  @Test
  void podReachesItselfThroughItsService() throws Exception {
    network.apply(Services.web(), Services.slice(network.addresses()[0]));

    assertThat(network.pods.getFirst().in(TrafficTest::ask)).startsWith(network.addresses()[0]);
  }

  @Test
  void clusterIpWorksFromOutsideByARouteToTheMachine() throws Exception {
    network.apply(Services.web(), Services.slice(network.addresses()));

    assertThat(source(network.outside, TrafficTest::ask)).isEqualTo("10.244.0.1");
  }

  @Test
  void nodePortIsOpenToTheOutsideAndMasqueraded() throws Exception {
    network.apply(exposed("Cluster"), Services.slice(network.addresses()));

    assertThat(answering(network.outside, nodePort()))
        .containsExactlyInAnyOrder(network.addresses());
    assertThat(source(network.outside, nodePort())).isEqualTo("10.244.0.1");
  }

  @Test
  void nodePortIsOpenToPodsAndTheMachine() throws Exception {
    network.apply(exposed("Cluster"), Services.slice(network.addresses()));

    assertThat(answering(network.machine, nodePort())).hasSize(3);
    assertThat(answering(network.pods.getFirst(), nodePort())).hasSize(3);
  }

  @Test
  void externallyLocalNodePortShowsTheClientsAddress() throws Exception {
    network.apply(exposed("Local"), Services.slice(network.addresses()));

    assertThat(source(network.outside, nodePort())).isEqualTo(TestNetwork.OUTSIDE);
    assertThat(answering(network.outside, nodePort())).hasSize(3);
    assertThat(answering(network.machine, nodePort())).hasSize(3);
  }

  @Test
  void externallyLocalNodePortIsSilentOutsideWithoutAnEndpointHere() throws Exception {
    var elsewhere = Services.endpoint(network.addresses()[0]).withNodeName("there");
    network.apply(exposed("Local"), Services.slice(List.of(elsewhere)));

    assertThat(network.machine.in(nodePort())).startsWith(network.addresses()[0]);
    assertThatThrownBy(() -> network.outside.in(nodePort()))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void externalIpLeadsToTheEndpoints() throws Exception {
    network.apply(exposed("Cluster"), Services.slice(network.addresses()));

    assertThat(answering(network.outside, () -> Listener.ask(EXTERNAL_IP, 80))).hasSize(3);
    assertThat(answering(network.machine, () -> Listener.ask(EXTERNAL_IP, 80))).hasSize(3);
  }

  @Test
  void clientStaysWithItsEndpoint() throws Exception {
    var service = Services.web(spec -> spec.withSessionAffinity("ClientIP"));
    network.apply(service, Services.slice(network.addresses()));

    assertThat(answering(network.machine, TrafficTest::ask)).hasSize(1);
  }

  @Test
  void serviceWithoutEndpointsRefuses() throws Exception {
    network.apply(exposed("Cluster"));

    for (var client : List.of(network.machine, network.pods.getFirst())) {
      assertThatThrownBy(() -> client.in(TrafficTest::ask)).isInstanceOf(ConnectException.class);
      assertThatThrownBy(() -> client.in(nodePort())).isInstanceOf(ConnectException.class);
    }
    assertThatThrownBy(() -> network.outside.in(nodePort())).isInstanceOf(ConnectException.class);
  }

  @Test
  void datagramsToAServiceWithoutEndpointsAreRefused() throws Exception {
    var service = Services.web(spec -> spec.withPorts(Services.port("dns", "UDP", 53).build()));
    network.apply(service);

    assertThatThrownBy(
            () -> network.pods.getFirst().in(() -> Listener.askByDatagram(Services.CLUSTER_IP, 53)))
        .isInstanceOf(PortUnreachableException.class);
  }

  @Test
  void otherPortsOfAClusterIpRefuse() throws Exception {
    network.apply(Services.web(), Services.slice(network.addresses()));

    assertThatThrownBy(
            () -> network.pods.getFirst().in(() -> Listener.ask(Services.CLUSTER_IP, 81)))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void everyKindOfRuleIsAccepted() throws Exception {
    var service =
        Services.web(
            spec ->
                spec.withType("LoadBalancer")
                    .withLoadBalancerSourceRanges("203.0.113.0/24", "198.51.100.0/24")
                    .withSessionAffinity("ClientIP")
                    .withPorts(Services.port("", "SCTP", 99).withNodePort(30099).build()));
    service.setStatus(
        new ServiceStatusBuilder()
            .withNewLoadBalancer()
            .addNewIngress()
            .withIp("192.0.2.9")
            .endIngress()
            .endLoadBalancer()
            .build());
    network.apply(service, Services.slice("", "SCTP", 99, network.addresses()));
  }

  /// The machine remembers for two minutes whom it asked in vain. Who asks again from the same port
  /// is not led to an endpoint, but refused: so nobody else asks for the service's port of this
  /// test.
  @Test
  void nothingIsLeftOfATableThatWasRemoved() throws Exception {
    var service = Services.web(spec -> spec.withPorts(Services.port("http", "TCP", 8000).build()));
    network.apply(service, Services.slice(network.addresses()));
    assertThat(network.machine.in(() -> Listener.ask(Services.CLUSTER_IP, 8000))).isNotEmpty();
    network.machine.in(
        () -> {
          new Nft().apply(TestNetwork.TABLE.remove());
          return TestNetwork.TABLE;
        });

    assertThatThrownBy(() -> network.machine.in(() -> Listener.ask(Services.CLUSTER_IP, 8000)))
        .isInstanceOf(IOException.class);
  }

  private static Service exposed(String policy) {
    return Services.web(
        spec ->
            spec.withType("NodePort")
                .withExternalTrafficPolicy(policy)
                .withExternalIPs(EXTERNAL_IP)
                .editFirstPort()
                .withNodePort(NODE_PORT)
                .endPort());
  }
}
