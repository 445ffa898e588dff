package dev.timonier.server.resource.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Autoscalers are stored once, and served in two versions.
class AutoscalerVersionsTest {
  private static final String V1 = "apiVersion: autoscaling/v1, kind: HorizontalPodAutoscaler";
  private static final String V2 = "apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler";
  private static final String TARGET =
      "scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: d}";

  @AutoClose private final LocalApi api = new LocalApi();

  private JsonNode create(String version, String annotations, String spec) {
    return api.create(
        "{%s, metadata: {name: a, annotations: {%s}}, spec: {maxReplicas: 2, %s, %s}}"
            .formatted(version, annotations, TARGET, spec));
  }

  private static JsonNode annotation(JsonNode object, String name) {
    return object
        .path("metadata")
        .path("annotations")
        .path("autoscaling.alpha.kubernetes.io/" + name);
  }

  @Test
  void utilizationOfTheProcessorIsAFieldInBothVersions() {
    create(V1, "", "targetCPUUtilizationPercentage: 70");
    assertThat(api.get(V2, "a").path("spec").path("metrics").toString())
        .isEqualTo(
            "[{\"type\":\"Resource\",\"resource\":{\"name\":\"cpu\",\"target\":"
                + "{\"type\":\"Utilization\",\"averageUtilization\":70}}}]");
    assertThat(api.get(V1, "a").path("spec").path(AutoscalerConversion.CPU_TARGET).asInt())
        .isEqualTo(70);
  }

  @Test
  void whatTheOldVersionHasNoFieldForIsInAnnotations() {
    create(
        V2,
        "mine: '1'",
        "metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization,"
            + " averageUtilization: 60}}}, {type: Pods, pods: {metric: {name: qps}, target: {type:"
            + " AverageValue, averageValue: 1k}}}], behavior: {scaleUp: {selectPolicy: Min}}");
    var old = api.get(V1, "a");
    assertThat(annotation(old, "metrics").asText())
        .isEqualTo(
            "[{\"type\":\"Pods\",\"pods\":{\"metricName\":\"qps\",\"targetAverageValue\":\"1k\"}}]");
    assertThat(annotation(old, "behavior").asText())
        .startsWith("{\"ScaleUp\":{\"StabilizationWindowSeconds\":0,\"SelectPolicy\":\"Min\",")
        .endsWith("\"PeriodSeconds\":15}],\"Tolerance\":null}}");
    assertThat(old.path("metadata").path("annotations").path("mine").asText()).isEqualTo("1");
    assertThat(old.path("spec").has("metrics")).isFalse();
    assertThat(api.get(V2, "a").path("metadata").path("annotations")).hasSize(1);
  }

  @Test
  void annotationsOfTheOldVersionAreFieldsOfTheNewOne() {
    create(
        V1,
        "autoscaling.alpha.kubernetes.io/metrics: '[{\"type\":\"External\",\"external\":"
            + "{\"metricName\":\"q\",\"targetValue\":\"3\"}}]',"
            + " autoscaling.alpha.kubernetes.io/behavior:"
            + " '{\"scaledown\":{\"Policies\":[{\"Type\":\"Pods\",\"Value\":3,\"PeriodSeconds\":20}]}}'",
        "targetCPUUtilizationPercentage: 10");
    var spec = api.get(V2, "a").path("spec");
    assertThat(spec.path("metrics").findValuesAsText("type"))
        .containsExactly("External", "Value", "Resource", "Utilization");
    assertThat(spec.path("behavior").path("scaleDown").path("policies").path(0).path("value"))
        .hasToString("3");
    assertThat(spec.path("behavior").path("scaleUp").path("policies")).hasSize(2);
  }

  @Test
  void annotationsThatAreNotUnderstoodGo() {
    var created =
        create(
            V1,
            "autoscaling.alpha.kubernetes.io/metrics: no json,"
                + " autoscaling.alpha.kubernetes.io/conditions: '{}'",
            "targetCPUUtilizationPercentage: 10");
    assertThat(created.path("metadata").has("annotations")).isFalse();
  }

  @Test
  void annotationsAreHeldAgainstTheRulesOfTheNewVersion() {
    assertThat(
            LocalApi.faults(
                () ->
                    create(
                        V1,
                        "autoscaling.alpha.kubernetes.io/metrics: '[{\"type\":\"Pods\"}]'",
                        "minReplicas: 1")))
        .containsExactly(
            "spec.metrics[0].pods: Required value: must populate information for the given metric"
                + " source");
  }

  @Test
  void processorIsMeasuredWhenTheOldVersionNamesNothing() {
    create(V1, "", "minReplicas: 1");
    assertThat(api.get(V1, "a").path("spec").path(AutoscalerConversion.CPU_TARGET).asInt())
        .isEqualTo(80);
  }

  @Test
  void annotationsOfTheStatusAreNotCreated() {
    var created =
        create(
            V1,
            "autoscaling.alpha.kubernetes.io/conditions:"
                + " '[{\"type\":\"ScalingActive\",\"status\":\"True\"}]',"
                + " autoscaling.alpha.kubernetes.io/current-metrics: '[{\"type\":\"Resource\","
                + "\"resource\":{\"name\":\"cpu\",\"currentAverageUtilization\":1,"
                + "\"currentAverageValue\":\"1m\"}}]'",
            "targetCPUUtilizationPercentage: 10");
    assertThat(created.path("metadata").has("annotations")).isFalse();
    assertThat(created.path("status").has("currentCPUUtilizationPercentage")).isFalse();
    assertThat(api.get(V2, "a").path("status").has("conditions")).isFalse();
  }

  @Test
  void whatWasMeasuredIsToldAlsoWhereItIsNothing() {
    create(V1, "", "targetCPUUtilizationPercentage: 10");
    var object =
        "{%s, metadata: {name: a}, spec: {maxReplicas: 2, %s,".formatted(V1, TARGET)
            + " targetCPUUtilizationPercentage: 10}, status: {currentReplicas: 1,"
            + " currentCPUUtilizationPercentage: 7}}";
    assertThat(annotation(api.update(Part.STATUS, object), "current-metrics").asText())
        .isEqualTo(
            "[{\"type\":\"Resource\",\"resource\":{\"name\":\"cpu\","
                + "\"currentAverageUtilization\":7,\"currentAverageValue\":\"0\"}}]");
  }

  @Test
  void annotationsStayWithThePartThatIsNotWritten() {
    create(V1, "", "targetCPUUtilizationPercentage: 10");
    var annotations =
        "autoscaling.alpha.kubernetes.io/behavior: '{\"ScaleUp\":{\"Policies\":[{\"Type\":\"Pods\",\"Value\":3,\"PeriodSeconds\":20}]}}',"
            + " autoscaling.alpha.kubernetes.io/conditions:"
            + " '[{\"type\":\"ScalingActive\",\"status\":\"True\"}]'";
    var object =
        "{%s, metadata: {name: a, annotations: {%s}}, spec: {maxReplicas: 2, %s,"
                .formatted(V1, annotations, TARGET)
            + " targetCPUUtilizationPercentage: 10}, status: {currentReplicas: 1}}";
    var reported = api.update(Part.STATUS, object);
    assertThat(annotation(reported, "conditions").isTextual()).isTrue();
    assertThat(annotation(reported, "behavior").isMissingNode()).isTrue();
    var other = api.update(object.replace("ScalingActive", "AbleToScale"));
    assertThat(annotation(other, "conditions").asText()).contains("ScalingActive");
    assertThat(annotation(other, "behavior").isTextual()).isTrue();
  }
}
