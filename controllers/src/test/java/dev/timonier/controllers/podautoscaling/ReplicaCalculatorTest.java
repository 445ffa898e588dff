package dev.timonier.controllers.podautoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.controllers.fixture.Samples;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplicaCalculatorTest {
  private static final Instant NOW = Instant.parse("2026-01-01T01:00:00Z");

  /// @param use of each pod in thousandths of a CPU, of which each asks for one; negative where it
  ///   tells nothing
  /// @param unready how many more pods are not ready
  record Case(String name, List<Integer> use, int unready, int percent, int replicas) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("twice as much needs twice as many", List.of(600, 600, 600), 0, 30, 6),
        new Case("half as much needs half as many", List.of(150, 150, 150, 150), 0, 30, 2),
        new Case("near enough is left alone", List.of(320, 320, 320), 0, 30, 3),
        new Case("what is not whole is rounded up", List.of(400, 400, 400), 0, 30, 4),
        new Case("unready pods use nothing when it grows", List.of(900), 2, 30, 3),
        new Case("unready pods make growth smaller", List.of(900, 900), 2, 30, 6),
        new Case("silent pods use nothing when it grows", List.of(900, -1), 0, 30, 3),
        new Case("silent pods keep it from shrinking", List.of(10, -1), 0, 60, 2),
        new Case("silent pods count in full when it shrinks", List.of(10, 10, 10, -1), 0, 90, 2));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void replicasFollowTheUse(Case given) throws MetricException {
    var pods = new ArrayList<Pod>();
    var metrics = new HashMap<String, PodMetric>();
    for (var i = 0; i < given.use().size(); i++) {
      pods.add(pod("p" + i, "Running"));
      if (given.use().get(i) >= 0) {
        metrics.put("p" + i, metric(given.use().get(i)));
      }
    }
    for (var i = 0; i < given.unready(); i++) {
      pods.add(pod("u" + i, "Pending"));
    }
    var proposal =
        new ReplicaCalculator(pods, metrics, NOW)
            .byUtilization(pods.size(), "cpu", given.percent(), Optional.empty());
    assertThat(proposal.replicas()).isEqualTo(given.replicas());
  }

  @Test
  void averageIsOfEachPod() throws MetricException {
    var pods = List.of(pod("a", "Running"), pod("b", "Running"));
    var metrics = Map.of("a", metric(300), "b", metric(500));
    var proposal = new ReplicaCalculator(pods, metrics, NOW).byAverage(2, "cpu", 100);
    assertThat(proposal.replicas()).isEqualTo(8);
    assertThat(proposal.average()).isEqualTo(400);
  }

  @Test
  void startingPodDoesNotCount() {
    var starting =
        new PodBuilder(pod("a", "Running"))
            .editStatus()
            .withStartTime(NOW.minusSeconds(30).toString())
            .editFirstCondition()
            .withLastTransitionTime(NOW.minusSeconds(20).toString())
            .endCondition()
            .endStatus()
            .build();
    var calculator = new ReplicaCalculator(List.of(starting), Map.of("a", metric(900)), NOW);
    assertThatThrownBy(() -> calculator.byUtilization(1, "cpu", 50, Optional.empty()))
        .hasMessage("did not receive metrics for targeted pods (pods might be unready)");
  }

  @Test
  void useOfNothingAskedForIsNoShare() {
    var modest =
        new PodBuilder(pod("a", "Running"))
            .editSpec()
            .editFirstContainer()
            .withResources(null)
            .endContainer()
            .endSpec()
            .build();
    var calculator = new ReplicaCalculator(List.of(modest), Map.of("a", metric(900)), NOW);
    assertThatThrownBy(() -> calculator.byUtilization(1, "cpu", 50, Optional.empty()))
        .hasMessage("missing request for cpu in container c of Pod a");
  }

  private static PodMetric metric(long milli) {
    return new PodMetric(milli, NOW, Duration.ofMinutes(1));
  }

  private static Pod pod(String name, String phase) {
    return new PodBuilder(Samples.pod(name, "web"))
        .editSpec()
        .editFirstContainer()
        .withNewResources()
        .addToRequests("cpu", new Quantity("1"))
        .endResources()
        .endContainer()
        .endSpec()
        .withNewStatus()
        .withPhase(phase)
        .withStartTime("2026-01-01T00:00:00Z")
        .addNewCondition()
        .withType("Ready")
        .withStatus(phase.equals("Running") ? "True" : "False")
        .withLastTransitionTime("2026-01-01T00:00:10Z")
        .endCondition()
        .endStatus()
        .build();
  }
}
