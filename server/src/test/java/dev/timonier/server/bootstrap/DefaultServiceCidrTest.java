package dev.timonier.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.network.Cidr;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.registry.Part;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DefaultServiceCidrTest {
  private static final String TYPE = "apiVersion: networking.k8s.io/v1, kind: ServiceCIDR";
  private static final String IPV4 = "10.96.0.0/16";
  private static final String IPV6 = "fd00::/112";

  @AutoClose private final LocalApi api = new LocalApi();

  private ObjectNode start(String... ranges) {
    var parsed = Arrays.stream(ranges).map(range -> Cidr.parse(range).orElseThrow()).toList();
    new DefaultServiceCidr(api.systemObjects(), parsed, api.time()).run();
    return api.get(TYPE, "kubernetes");
  }

  private void say(String condition) {
    api.update(
        Part.STATUS,
        "{%s, metadata: {name: kubernetes}, status: {conditions: [%s]}}"
            .formatted(TYPE, condition));
  }

  private static String message(ObjectNode range) {
    return range.at("/status/conditions/0/message").asText();
  }

  @Test
  void rangeIsReadyFromTheStart() {
    var range = start(IPV4);
    assertThat(range.at("/spec/cidrs/0").asText()).isEqualTo(IPV4);
    assertThat(range.at("/status/conditions/0/status").asText()).isEqualTo("True");
    assertThat(message(range)).isEqualTo("Kubernetes default Service CIDR is ready");
    assertThat(range.at("/metadata/managedFields/0/manager").asText())
        .isEqualTo("kubernetes-service-cidr-controller");
    assertThat(range.at("/metadata/managedFields/0/operation").asText()).isEqualTo("Apply");
  }

  @Test
  void whatIsKnownOfItIsKept() {
    start(IPV4);
    say(
        "{type: Ready, status: 'False', reason: Terminating, message: m,"
            + " lastTransitionTime: '2026-01-01T00:00:00Z'}");
    assertThat(message(start(IPV4))).isEqualTo("m");
  }

  @Test
  void nothingIsSaidOfOtherRanges() {
    start(IPV4);
    say("");
    assertThat(message(start("10.97.0.0/16"))).isEmpty();
    assertThat(message(start(IPV4))).isNotEmpty();
  }

  @Test
  void secondFamilyIsAdded() {
    start(IPV4);
    assertThat(start(IPV4, IPV6).at("/spec/cidrs/1").asText()).isEqualTo(IPV6);
    assertThat(start(IPV4).at("/spec/cidrs")).hasSize(2);
  }
}
