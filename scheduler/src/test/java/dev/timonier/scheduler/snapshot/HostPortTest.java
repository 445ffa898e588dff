package dev.timonier.scheduler.snapshot;

import static dev.timonier.scheduler.ClusterObjects.pod;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostPortTest {
  record Case(HostPort one, HostPort other, boolean conflict) {}

  static Stream<Case> cases() {
    return Stream.of(
        new Case(port("0.0.0.0", "TCP", 80), port("0.0.0.0", "TCP", 80), true),
        new Case(port("0.0.0.0", "TCP", 80), port("0.0.0.0", "TCP", 81), false),
        new Case(port("0.0.0.0", "TCP", 80), port("0.0.0.0", "UDP", 80), false),
        new Case(port("127.0.0.1", "TCP", 80), port("0.0.0.0", "TCP", 80), true),
        new Case(port("127.0.0.1", "TCP", 80), port("127.0.0.1", "TCP", 80), true),
        new Case(port("127.0.0.1", "TCP", 80), port("127.0.0.2", "TCP", 80), false));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void portsConflict(Case example) {
    assertThat(example.one().conflictsWith(example.other())).isEqualTo(example.conflict());
    assertThat(example.other().conflictsWith(example.one())).isEqualTo(example.conflict());
  }

  @Test
  void portsOfContainersAndSidecarsAreTaken() {
    var spec =
        pod("web")
            .editSpec()
            .editFirstContainer()
            .addNewPort()
            .withHostPort(80)
            .endPort()
            .addNewPort()
            .withContainerPort(8080)
            .endPort()
            .endContainer()
            .addNewInitContainer()
            .withRestartPolicy("Always")
            .addNewPort()
            .withHostPort(53)
            .withProtocol("UDP")
            .withHostIP("10.0.0.1")
            .endPort()
            .endInitContainer()
            .addNewInitContainer()
            .addNewPort()
            .withHostPort(81)
            .endPort()
            .endInitContainer()
            .endSpec()
            .build()
            .getSpec();

    assertThat(HostPort.of(spec))
        .containsExactly(port("0.0.0.0", "TCP", 80), port("10.0.0.1", "UDP", 53));
  }

  private static HostPort port(String ip, String protocol, int number) {
    return new HostPort(ip, protocol, number);
  }
}
