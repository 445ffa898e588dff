package dev.timonier.scheduler.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.scheduler.framework.ExtensionPoint;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchedulerConfigurationTest {
  private static final String HEAD =
      "apiVersion: kubescheduler.config.k8s.io/v1\nkind: KubeSchedulerConfiguration\n";

  private record Fault(String yaml, String message) {
    @Override
    public String toString() {
      return yaml;
    }
  }

  @Test
  void whatIsNotSaidIsAsByDefault() {
    assertThat(SchedulerConfiguration.parse(HEAD)).isEqualTo(SchedulerConfiguration.DEFAULT);
  }

  @Test
  void delaysAndProfilesAreRead() {
    var configuration =
        SchedulerConfiguration.parse(
            HEAD
                + """
                podInitialBackoffSeconds: 2
                podMaxBackoffSeconds: 20
                leaderElection: {leaderElect: false}
                profiles:
                - schedulerName: default-scheduler
                - schedulerName: packing
                  plugins:
                    score:
                      disabled: [{name: ImageLocality}]
                    multiPoint:
                      disabled: [{name: NodePorts}]
                  pluginConfig:
                  - name: NodeResourcesFit
                    args: {scoringStrategy: {type: MostAllocated}}
                """);
    var packing = configuration.profiles().getLast();

    assertThat(configuration.podInitialBackoff()).isEqualTo(Duration.ofSeconds(2));
    assertThat(configuration.podMaxBackoff()).isEqualTo(Duration.ofSeconds(20));
    assertThat(packing.schedulerName()).isEqualTo("packing");
    assertThat(packing.plugins().at(ExtensionPoint.SCORE).disables("ImageLocality")).isTrue();
    assertThat(packing.plugins().multiPoint().enabled())
        .extracting(EnabledPlugin::name)
        .contains("NodeName")
        .doesNotContain("NodePorts");
    assertThat(packing.argsOf("NodeResourcesFit").at("/scoringStrategy/type").asText())
        .isEqualTo("MostAllocated");
  }

  static Stream<Fault> faults() {
    return Stream.of(
        new Fault(
            "apiVersion: v1\nkind: Pod\n", "no kind \"Pod\" is registered for version \"v1\""),
        new Fault(
            HEAD + "parallelism: 0\n",
            "parallelism: Invalid value: 0: should be an integer value greater than zero"),
        new Fault(
            HEAD + "percentageOfNodesToScore: 101\n",
            "percentageOfNodesToScore: Invalid value: 101: not in valid range [0-100]"),
        new Fault(
            HEAD + "podInitialBackoffSeconds: 20\n",
            "podMaxBackoffSeconds: Invalid value: 10: "
                + "must be greater than or equal to PodInitialBackoffSeconds"),
        new Fault(
            HEAD + "profiles:\n- schedulerName: a\n- schedulerName: a\n",
            "profiles[1].schedulerName: Duplicate value: \"a\""));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void faultIsNamed(Fault fault) {
    assertThatThrownBy(() -> SchedulerConfiguration.parse(fault.yaml()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(fault.message());
  }

  @Test
  void fieldThatIsNotKnownIsAFault() {
    assertThatThrownBy(() -> SchedulerConfiguration.parse(HEAD + "parallelizm: 3\n"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("parallelizm");
  }
}
