package dev.timonier.server.resource.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.Creation;
import dev.timonier.server.fixture.LocalApi;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class HorizontalPodAutoscalerKindTest {
  @AutoClose private final LocalApi api = new LocalApi();

  private static final String TYPE =
      "type: Unsupported value: \"\": supported values: \"ContainerResource\", \"External\","
          + " \"Object\", \"Pods\", \"Resource\"";

  static final List<Creation> CREATIONS =
      List.of(
          new Creation(
              "less than the least",
              "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a}, spec: {scaleTargetRef: {kind: Deployment, name: d}, minReplicas: 3, maxReplicas: 2}}",
              List.of(
                  "spec.maxReplicas: Invalid value: 2: must be greater than or equal to `minReplicas`")),
          new Creation(
              "nothing to scale",
              "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a}, spec: {maxReplicas: 2, scaleTargetRef: {kind: Deployment}}}",
              List.of("spec.scaleTargetRef.name: Required value")),
          new Creation(
              "two sources",
              "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a}, spec: {maxReplicas: 2, scaleTargetRef: {kind: D, name: d}, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 1}}, pods: {metric: {name: m}, target: {type: AverageValue, averageValue: '1'}}}]}}",
              List.of(
                  "spec.metrics[0].pods: Forbidden: must populate the given metric source only")),
          metric(
              "no type",
              "{}",
              "type: Required value: must specify a metric source type",
              TYPE,
              TYPE),
          metric(
              "nothing of the pods",
              "{type: Pods, pods: {metric: {name: a/b}, target: {type: Value, value: 1}}}",
              "pods.metric.name: Invalid value: \"a/b\": may not contain '/'",
              "pods.target.averageValue: Required value: must specify a positive target averageValue"),
          metric(
              "both values from outside",
              "{type: External, external: {metric: {name: q}, target: {type: Value, value: 1, averageValue: 1}}}",
              "external.target.value: Forbidden: may not set both a target value for metric and a per-pod target"),
          metric(
              "no value from outside",
              "{type: External, external: {metric: {name: q}, target: {type: Value}}}",
              "external.target.averageValue: Required value: must set either a target value for metric or a per-pod target"),
          metric(
              "object without a value",
              "{type: Object, object: {describedObject: {kind: I, name: i, apiVersion: a/b/c}, metric: {name: m}, target: {type: Value}}}",
              "object.describedObject.apiVersion: Invalid value: \"a/b/c\": unexpected GroupVersion string: a/b/c",
              "object.target.averageValue: Required value: must set either a target value or averageValue"),
          metric(
              "container",
              "{type: ContainerResource, containerResource: {name: odd, target: {type: Utilization, averageUtilization: 1}}}",
              "containerResource.name: Invalid value: \"odd\": must be a standard resource type or fully qualified",
              "containerResource.name: Invalid value: \"odd\": must be a standard resource for containers",
              "containerResource.container: Required value: must specify a container"),
          metric(
              "empty target",
              "{type: Resource, resource: {name: cpu, target: {}}}",
              "resource.target.type: Required value: must specify a metric target type",
              "resource.target.type: Invalid value: \"\": must be either Utilization, Value, or AverageValue",
              "resource.target.averageUtilization: Required value: must set either a target raw value or a target utilization"),
          metric(
              "container with a share",
              "{type: ContainerResource, containerResource: {name: cpu, container: c, target: {type: Utilization, averageUtilization: 1}}}"));

  private static Creation metric(String name, String metric, String... faults) {
    var yaml =
        "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a}, spec: {maxReplicas: 2, scaleTargetRef: {kind: D, name: d}, metrics: ["
            + metric
            + "]}}";
    return new Creation(name, yaml, Stream.of(faults).map(f -> "spec.metrics[0]." + f).toList());
  }

  @ParameterizedTest
  @FieldSource("CREATIONS")
  void newAutoscalersKeepTheirRules(Creation c) {
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
  void emptyPoliciesAreNoPolicies() {
    var yaml =
        "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a}, spec:"
            + " {maxReplicas: 2, scaleTargetRef: {kind: D, name: d}, behavior: {scaleUp: {policies:"
            + " [], tolerance: -100m}}}}";
    assertThat(LocalApi.faults(() -> api.create(yaml)))
        .containsExactly(
            "spec.behavior.scaleUp.policies: Required value: must specify at least one Policy",
            "spec.behavior.scaleUp.tolerance: Invalid value: \"-100m\": must be greater than or"
                + " equal to 0");
  }

  @Test
  void versionThatIsNoneMayStayButNotCome() {
    var yaml =
        "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a}, spec:"
            + " {maxReplicas: 2, scaleTargetRef: {kind: D, name: d, apiVersion: %s}}}";
    api.create(yaml.formatted("a/b"));
    assertThat(LocalApi.faults(() -> api.update(yaml.formatted("a/b/c"))))
        .containsExactly(
            "spec.scaleTargetRef.apiVersion: Invalid value: \"a/b/c\": unexpected GroupVersion"
                + " string: a/b/c");
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
