package dev.timonier.nodeagent.container;

import static dev.timonier.nodeagent.fixture.Pods.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.nodeagent.runtime.SandboxConfig.DnsConfig;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class DnsTest {
  private static final DnsConfig MACHINE =
      new DnsConfig(List.of("192.0.2.53"), List.of("example.com"), List.of());
  private final Dns dns = new Dns(new ClusterDns(List.of("10.96.0.10"), "cluster.local"), MACHINE);

  private static Pod withPolicy(String policy) {
    return new PodBuilder(web()).editSpec().withDnsPolicy(policy).endSpec().build();
  }

  @Test
  void podsAskTheClusterFirst() {
    var found = dns.of(withPolicy("ClusterFirst"));
    assertThat(found.servers()).containsExactly("10.96.0.10");
    assertThat(found.searches())
        .containsExactly(
            "default.svc.cluster.local", "svc.cluster.local", "cluster.local", "example.com");
    assertThat(found.options()).containsExactly("ndots:5");
  }

  @Test
  void podOnTheMachinesNetworkAsksTheMachineUnlessItSaysOtherwise() {
    var onMachine =
        new PodBuilder(withPolicy("ClusterFirst")).editSpec().withHostNetwork(true).endSpec();
    assertThat(dns.of(onMachine.build())).isEqualTo(MACHINE);
    var asking = onMachine.editSpec().withDnsPolicy("ClusterFirstWithHostNet").endSpec().build();
    assertThat(dns.of(asking).servers()).containsExactly("10.96.0.10");
  }

  @Test
  void defaultPolicyIsTheMachines() {
    assertThat(dns.of(withPolicy("Default"))).isEqualTo(MACHINE);
  }

  @Test
  void podsOwnConfigurationIsAdded() {
    var pod =
        new PodBuilder(withPolicy("None"))
            .editSpec()
            .withNewDnsConfig()
            .withNameservers("192.0.2.1")
            .withSearches("a.example")
            .addNewOption("ndots", "2")
            .addNewOption("edns0", null)
            .endDnsConfig()
            .endSpec()
            .build();
    assertThat(dns.of(pod))
        .isEqualTo(
            new DnsConfig(List.of("192.0.2.1"), List.of("a.example"), List.of("ndots:2", "edns0")));
  }

  @Test
  void serversOfTheMachineOnlyAreOfNoUseToPods() {
    var parsed =
        MachineDns.parse(
            List.of("# a comment", "nameserver 127.0.0.53", "nameserver 192.0.2.53", "search a b"));
    assertThat(parsed)
        .isEqualTo(new DnsConfig(List.of("192.0.2.53"), List.of("a", "b"), List.of()));
  }
}
