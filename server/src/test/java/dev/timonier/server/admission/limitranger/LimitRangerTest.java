package dev.timonier.server.admission.limitranger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.registry.Part;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class LimitRangerTest {
  @AutoClose
  private final LocalApi api =
      LocalApi.admitting((objects, _) -> List.of(new LimitRanger(objects)));

  @BeforeEach
  void limit() {
    api.create(
        "{apiVersion: v1, kind: LimitRange, metadata: {name: l}, spec: {limits: [{type: Container,"
            + " min: {cpu: 100m}, max: {cpu: '1'}, default: {cpu: 500m}, defaultRequest: {cpu:"
            + " 250m}, maxLimitRequestRatio: {cpu: '2'}}, {type: Pod, max: {memory: 1Gi}}, {type:"
            + " PersistentVolumeClaim, min: {storage: 1Gi}, max: {storage: 2Gi}}]}}");
  }

  private ObjectNode pod(String resources) {
    return api.create(
        "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: c, image: x,"
            + " resources: "
            + resources
            + "}]}}");
  }

  @Test
  void containerGetsTheDefaults() {
    var pod = pod("{limits: {memory: 1Mi}}");
    var resources = pod.path("spec").path("containers").path(0).path("resources");
    assertThat(resources.path("requests").path("cpu").asText()).isEqualTo("250m");
    assertThat(resources.path("limits").path("cpu").asText()).isEqualTo("500m");
    assertThat(pod.path("metadata").path("annotations").path("kubernetes.io/limit-ranger").asText())
        .isEqualTo(
            "LimitRanger plugin set: cpu request for container c; cpu limit for container c");
  }

  private record Case(String resources, String refusal) {
    @Override
    public String toString() {
      return resources;
    }
  }

  static final List<Case> REFUSED =
      List.of(
          new Case("{}", "maximum memory usage per Pod is 1Gi.  No limit is specified"),
          new Case(
              "{requests: {cpu: 50m}, limits: {memory: 1Mi, cpu: 100m}}",
              "minimum cpu usage per Container is 100m, but request is 50m"),
          new Case(
              "{requests: {cpu: 600m}, limits: {cpu: 1200m, memory: 1Mi}}",
              "maximum cpu usage per Container is 1, but limit is 1200m"),
          new Case(
              "{requests: {cpu: 100m}, limits: {cpu: 500m, memory: 1Mi}}",
              "cpu max limit to request ratio per Container is 2, but provided ratio is 5.000000"),
          new Case(
              "{limits: {cpu: 200m, memory: 2Gi}}",
              "maximum memory usage per Pod is 1Gi, but limit is 2Gi"),
          new Case(
              "{limits: {memory: 1Mi, cpu: '2'}, requests: {cpu: 1m}}",
              "[minimum cpu usage per Container is 100m, but request is 1m, maximum cpu usage per"
                  + " Container is 1, but limit is 2, cpu max limit to request ratio per Container is"
                  + " 2, but provided ratio is 2000.000000]"));

  @ParameterizedTest
  @FieldSource("REFUSED")
  void podOutsideOfTheBoundsIsRefused(Case c) {
    assertThat(LocalApi.refusal(() -> pod(c.resources())))
        .isEqualTo("pods \"a\" is forbidden: " + c.refusal());
  }

  @ParameterizedTest
  @FieldSource("CLAIMS")
  void claimOutsideOfTheBoundsIsRefused(Case c) {
    var claim =
        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a}, spec: {accessModes:"
            + " [ReadWriteOnce], resources: {requests: {storage: "
            + c.resources()
            + "}}}}";
    assertThat(LocalApi.refusal(() -> api.create(claim)))
        .isEqualTo("persistentvolumeclaims \"a\" is forbidden: " + c.refusal());
  }

  static final List<Case> CLAIMS =
      List.of(
          new Case(
              "1Mi", "minimum storage usage per PersistentVolumeClaim is 1Gi, but request is 1Mi"),
          new Case(
              "3Gi", "maximum storage usage per PersistentVolumeClaim is 2Gi, but request is 3Gi"));

  private void resize(String request) {
    api.patch(
        Part.RESIZE,
        "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: c, image: x,"
            + " resources: {requests: {cpu: "
            + request
            + ", memory: 1Mi}, limits: {cpu: 500m, memory: 1Mi}}}]}}");
  }

  @Test
  void podIsResizedWithinTheBounds() {
    pod("{limits: {memory: 1Mi}}");
    resize("300m");
    assertThat(LocalApi.refusal(() -> resize("90m")))
        .isEqualTo(
            "pods \"a\" is forbidden: [minimum cpu usage per Container is 100m, but request is 90m,"
                + " cpu max limit to request ratio per Container is 2, but provided ratio is"
                + " 5.555556]");
  }

  @Test
  void podThatAsksAsAWholeIsHeldToTheBoundsByThat() {
    var whole =
        "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {resources: {limits: {memory: %s}},"
            + " containers: [{name: c, image: x}]}}";
    assertThat(LocalApi.refusal(() -> api.create(whole.formatted("2Gi"))))
        .contains("maximum memory usage per Pod is 1Gi, but limit is 2Gi");
    api.create(whole.formatted("1Gi"));
  }
}
