package dev.timonier.server.resource.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class HorizontalPodAutoscalerKindTest {
  @AutoClose private final LocalApi api = new LocalApi();

  @Test
  void processorIsMeasuredUnlessSomethingElseIs() {
    var spec =
        api.create(
                "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a},"
                    + " spec: {maxReplicas: 2, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: d}}}")
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
                    + " spec: {maxReplicas: 2, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: d}}}"))
        .containsExactly("a", "Deployment/d", "cpu: <unknown>/80%", "1", 2, 0, "<unknown>");
  }
}
