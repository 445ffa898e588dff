package dev.timonier.server.resource.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class HorizontalPodAutoscalerKindTest {
  private final LocalApi api = new LocalApi();

  @AfterEach
  void close() {
    api.close();
  }

  private record Case(String name, String yaml, List<String> faults) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Case> CREATIONS =
      List.of(
          new Case(
              "less than the least",
              "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a}, spec: {scaleTargetRef: {kind: Deployment, name: d}, minReplicas: 3, maxReplicas: 2}}",
              List.of(
                  "spec.maxReplicas: Invalid value: 2: must be greater than or equal to `minReplicas`")),
          new Case(
              "nothing to scale",
              "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a}, spec: {maxReplicas: 2, scaleTargetRef: {kind: Deployment}}}",
              List.of("spec.scaleTargetRef.name: Required value")),
          new Case(
              "two sources",
              "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a}, spec: {maxReplicas: 2, scaleTargetRef: {kind: D, name: d}, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 1}}, pods: {metric: {name: m}, target: {type: AverageValue, averageValue: '1'}}}]}}",
              List.of(
                  "spec.metrics[0].pods: Forbidden: must populate the given metric source only")));

  @ParameterizedTest
  @FieldSource("CREATIONS")
  void newAutoscalersKeepTheirRules(Case c) {
    assertThat(LocalApi.faults(() -> api.create(c.yaml()))).isEqualTo(c.faults());
  }

  @Test
  void processorIsMeasuredUnlessSomethingElseIs() {
    var spec =
        api.create(
                "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a},"
                    + " spec: {maxReplicas: 2, scaleTargetRef: {kind: Deployment, name: d}}}")
            .path("spec");
    assertThat(spec.path("minReplicas").asInt()).isEqualTo(1);
    var target = spec.path("metrics").path(0).path("resource").path("target");
    assertThat(target.path("averageUtilization").asInt()).isEqualTo(80);
  }

  @Test
  void tableShowsWhatIsWanted() {
    assertThat(
            api.cells(
                "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a},"
                    + " spec: {maxReplicas: 2, scaleTargetRef: {kind: Deployment, name: d}}}"))
        .containsExactly("a", "Deployment/d", "cpu: <unknown>/80%", "1", 2, 0, "<unknown>");
  }
}
