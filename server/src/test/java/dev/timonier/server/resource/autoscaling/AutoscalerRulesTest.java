package dev.timonier.server.resource.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.patch.MergePatch;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.json.YamlReader;
import dev.timonier.server.registry.Part;
import dev.timonier.server.validation.Subject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoscalerRulesTest {
  @AutoClose private final LocalApi api = new LocalApi();

  private static final String AUTOSCALER =
      "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: x}, spec:"
          + " {scaleTargetRef: {apiVersion: a/b, kind: D, name: d}, maxReplicas: 2}}";

  @RuleTable(
      """
          minReplicas | 0 | 1 | spec.minReplicas: Invalid value: 0: must be greater than or equal to 1 & spec.metrics: Forbidden: must specify at least one Object or External metric to support scaling to zero replicas
          . | {minReplicas: 0, metrics: [{type: External, external: {metric: {name: m}, target: {type: Value, value: 1}}}]} | {minReplicas: 1, metrics: [{type: External, external: {metric: {name: m}, target: {type: Value, value: 1}}}]} | spec.minReplicas: Invalid value: 0: must be greater than or equal to 1
          . | {minReplicas: 1, maxReplicas: 0} | {minReplicas: 1, maxReplicas: 1} | spec.maxReplicas: Required value: must be set and greater than 0 & spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`
          . | {minReplicas: 1, maxReplicas: -1} | {minReplicas: 1, maxReplicas: 1} | spec.maxReplicas: Invalid value: -1: must be greater than or equal to 1 & spec.maxReplicas: Invalid value: -1: must be greater than or equal to `minReplicas`
          minReplicas | 3 | 2 | spec.maxReplicas: Invalid value: 2: must be greater than or equal to `minReplicas`
          scaleTargetRef.kind | '' | K | spec.scaleTargetRef.kind: Required value
          scaleTargetRef.kind | a/b | a.b | spec.scaleTargetRef.kind: Invalid value: "a/b": may not contain '/'
          scaleTargetRef.name | '' | m | spec.scaleTargetRef.name: Required value
          scaleTargetRef.name | .. | ..m | spec.scaleTargetRef.name: Invalid value: "..": may not be '..'
          scaleTargetRef.apiVersion | a/b/c | a/b | spec.scaleTargetRef.apiVersion: Invalid value: "a/b/c": unexpected GroupVersion string: a/b/c
          scaleTargetRef.apiVersion | '' | a/b | spec.scaleTargetRef.apiVersion: Invalid value: "": apiVersion must specify API group
          scaleTargetRef.apiVersion | v1 | a/v1 | spec.scaleTargetRef.apiVersion: Invalid value: "v1": apiVersion must specify API group
          scaleTargetRef | {apiVersion: /v1, kind: K, name: k} | {apiVersion: /v1, kind: ReplicationController, name: k} | spec.scaleTargetRef.apiVersion: Invalid value: "/v1": apiVersion must specify API group
          scaleTargetRef | {apiVersion: '', kind: K, name: k} | {apiVersion: '', kind: ReplicationController, name: k} | spec.scaleTargetRef.apiVersion: Invalid value: "": apiVersion must specify API group
          behavior.scaleUp | {stabilizationWindowSeconds: -1} | {stabilizationWindowSeconds: 0} | spec.behavior.scaleUp.stabilizationWindowSeconds: Invalid value: -1: must be greater than or equal to zero
          behavior.scaleUp | {stabilizationWindowSeconds: 3601} | {stabilizationWindowSeconds: 3600} | spec.behavior.scaleUp.stabilizationWindowSeconds: Invalid value: 3601: must be less than or equal to 3600
          behavior.scaleUp | {selectPolicy: Odd} | {selectPolicy: Disabled} | spec.behavior.scaleUp.selectPolicy: Unsupported value: "Odd": supported values: "Disabled", "Max", "Min"
          behavior.scaleUp | {policies: []} | {policies: [{type: Pods, value: 1, periodSeconds: 1}]} | spec.behavior.scaleUp.policies: Required value: must specify at least one Policy
          behavior.scaleUp | {policies: [{type: Odd, value: 1, periodSeconds: 1}]} | {policies: [{type: Percent, value: 1, periodSeconds: 1}]} | spec.behavior.scaleUp.policies[0].type: Unsupported value: "Odd": supported values: "Percent", "Pods"
          behavior.scaleUp | {policies: [{type: Pods, value: 0, periodSeconds: 1}]} | {policies: [{type: Pods, value: 1, periodSeconds: 1}]} | spec.behavior.scaleUp.policies[0].value: Invalid value: 0: must be greater than zero
          behavior.scaleUp | {policies: [{type: Pods, value: 1, periodSeconds: 0}]} | {policies: [{type: Pods, value: 1, periodSeconds: 1}]} | spec.behavior.scaleUp.policies[0].periodSeconds: Invalid value: 0: must be greater than zero
          behavior.scaleUp | {policies: [{type: Pods, value: 1, periodSeconds: 1801}]} | {policies: [{type: Pods, value: 1, periodSeconds: 1800}]} | spec.behavior.scaleUp.policies[0].periodSeconds: Invalid value: 1801: must be less than or equal to 1800
          behavior.scaleUp | {tolerance: -100m} | {tolerance: 0} | spec.behavior.scaleUp.tolerance: Invalid value: "-100m": must be greater than or equal to 0
          behavior.scaleDown | {stabilizationWindowSeconds: 3601} | {stabilizationWindowSeconds: 3600} | spec.behavior.scaleDown.stabilizationWindowSeconds: Invalid value: 3601: must be less than or equal to 3600
          behavior.scaleDown | {selectPolicy: Odd} | {selectPolicy: Min} | spec.behavior.scaleDown.selectPolicy: Unsupported value: "Odd": supported values: "Disabled", "Max", "Min"
          behavior.scaleDown | {policies: [{type: Pods, value: 1, periodSeconds: 1801}]} | {policies: [{type: Pods, value: 1, periodSeconds: 1800}]} | spec.behavior.scaleDown.policies[0].periodSeconds: Invalid value: 1801: must be less than or equal to 1800
          behavior.scaleDown | {tolerance: -1} | {tolerance: 100m} | spec.behavior.scaleDown.tolerance: Invalid value: "-1": must be greater than or equal to 0
          """)
  void autoscalers(Variation rule) {
    rule.within("spec").proveOnCreation(api, AUTOSCALER);
  }

  @RuleTable(
      """
          metrics | [{}] | [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 1}}}] | spec.metrics[0].type: Required value: must specify a metric source type & spec.metrics[0].type: Unsupported value: "": supported values: "ContainerResource", "External", "Object", "Pods", "Resource" & spec.metrics[0].type: Unsupported value: "": supported values: "ContainerResource", "External", "Object", "Pods", "Resource"
          metrics | [{type: Odd, resource: {name: cpu, target: {type: Utilization, averageUtilization: 1}}}] | [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 1}}}] | spec.metrics[0].type: Unsupported value: "Odd": supported values: "ContainerResource", "External", "Object", "Pods", "Resource" & spec.metrics[0].type: Unsupported value: "Odd": supported values: "ContainerResource", "External", "Object", "Pods", "Resource"
          metrics | [{type: Pods, resource: {name: cpu, target: {type: Utilization, averageUtilization: 1}}}] | [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 1}}}] | spec.metrics[0].pods: Required value: must populate information for the given metric source
          metrics | [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 1}}, pods: {metric: {name: m}, target: {type: AverageValue, averageValue: 1}}}] | [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 1}}}] | spec.metrics[0].pods: Forbidden: must populate the given metric source only
          metrics | [{type: Resource, resource: {target: {type: Utilization, averageUtilization: 1}}}] | [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 1}}}] | spec.metrics[0].resource.name: Required value: must specify a resource name
          metrics | [{type: Resource, resource: {name: cpu, target: {averageUtilization: 1}}}] | [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 1}}}] | spec.metrics[0].resource.target.type: Required value: must specify a metric target type & spec.metrics[0].resource.target.type: Invalid value: "": must be either Utilization, Value, or AverageValue
          metrics | [{type: Resource, resource: {name: cpu, target: {type: Odd, averageUtilization: 1}}}] | [{type: Resource, resource: {name: cpu, target: {type: Value, averageUtilization: 1}}}] | spec.metrics[0].resource.target.type: Invalid value: "Odd": must be either Utilization, Value, or AverageValue
          metrics | [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 0}}}] | [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 1}}}] | spec.metrics[0].resource.target.averageUtilization: Invalid value: 0: must be greater than 0
          metrics | [{type: Resource, resource: {name: cpu, target: {type: AverageValue, averageValue: 0}}}] | [{type: Resource, resource: {name: cpu, target: {type: AverageValue, averageValue: 1m}}}] | spec.metrics[0].resource.target.averageValue: Invalid value: "0": must be positive
          metrics | [{type: Resource, resource: {name: cpu, target: {type: Value, value: -1, averageUtilization: 1}}}] | [{type: Resource, resource: {name: cpu, target: {type: Value, value: 1, averageUtilization: 1}}}] | spec.metrics[0].resource.target.value: Invalid value: "-1": must be positive
          metrics | [{type: Resource, resource: {name: cpu, target: {type: Utilization}}}] | [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 1}}}] | spec.metrics[0].resource.target.averageUtilization: Required value: must set either a target raw value or a target utilization
          metrics | [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 1, averageValue: 1}}}] | [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 1}}}] | spec.metrics[0].resource.target.averageValue: Forbidden: may not set both a target raw value and a target utilization
          metrics | [{type: ContainerResource, containerResource: {container: c, target: {type: Utilization, averageUtilization: 1}}}] | [{type: ContainerResource, containerResource: {name: cpu, container: c, target: {type: Utilization, averageUtilization: 1}}}] | spec.metrics[0].containerResource.name: Required value: must specify a resource name
          metrics | [{type: ContainerResource, containerResource: {name: odd, container: c, target: {type: Utilization, averageUtilization: 1}}}] | [{type: ContainerResource, containerResource: {name: a/b, container: c, target: {type: Utilization, averageUtilization: 1}}}] | spec.metrics[0].containerResource.name: Invalid value: "odd": must be a standard resource type or fully qualified & spec.metrics[0].containerResource.name: Invalid value: "odd": must be a standard resource for containers
          metrics | [{type: ContainerResource, containerResource: {name: cpu, target: {type: Utilization, averageUtilization: 1}}}] | [{type: ContainerResource, containerResource: {name: cpu, container: c, target: {type: Utilization, averageUtilization: 1}}}] | spec.metrics[0].containerResource.container: Required value: must specify a container
          metrics | [{type: ContainerResource, containerResource: {name: cpu, container: C, target: {type: Utilization, averageUtilization: 1}}}] | [{type: ContainerResource, containerResource: {name: cpu, container: c, target: {type: Utilization, averageUtilization: 1}}}] | spec.metrics[0].containerResource.container: Invalid value: "C": <label>
          metrics | [{type: ContainerResource, containerResource: {name: cpu, container: c, target: {type: Utilization}}}] | [{type: ContainerResource, containerResource: {name: cpu, container: c, target: {type: AverageValue, averageValue: 1}}}] | spec.metrics[0].containerResource.target.averageUtilization: Required value: must set either a target raw value or a target utilization
          metrics | [{type: ContainerResource, containerResource: {name: cpu, container: c, target: {type: Utilization, averageUtilization: 1, averageValue: 1}}}] | [{type: ContainerResource, containerResource: {name: cpu, container: c, target: {type: Utilization, averageUtilization: 1}}}] | spec.metrics[0].containerResource.target.averageValue: Forbidden: may not set both a target raw value and a target utilization
          metrics | [{type: Pods, pods: {metric: {}, target: {type: AverageValue, averageValue: 1}}}] | [{type: Pods, pods: {metric: {name: m}, target: {type: AverageValue, averageValue: 1}}}] | spec.metrics[0].pods.metric.name: Required value: must specify a metric name
          metrics | [{type: Pods, pods: {metric: {name: a/b}, target: {type: AverageValue, averageValue: 1}}}] | [{type: Pods, pods: {metric: {name: a.b}, target: {type: AverageValue, averageValue: 1}}}] | spec.metrics[0].pods.metric.name: Invalid value: "a/b": may not contain '/'
          metrics | [{type: Pods, pods: {metric: {name: m}, target: {type: AverageValue}}}] | [{type: Pods, pods: {metric: {name: m}, target: {type: AverageValue, averageValue: 1}}}] | spec.metrics[0].pods.target.averageValue: Required value: must specify a positive target averageValue
          metrics | [{type: Pods, pods: {metric: {name: m}, target: {type: AverageValue, averageValue: 0}}}] | [{type: Pods, pods: {metric: {name: m}, target: {type: AverageValue, averageValue: 1}}}] | spec.metrics[0].pods.target.averageValue: Invalid value: "0": must be positive
          metrics | [{type: Object, object: {describedObject: {kind: '', name: i}, metric: {name: m}, target: {type: Value, value: 1}}}] | [{type: Object, object: {describedObject: {kind: I, name: i}, metric: {name: m}, target: {type: Value, value: 1}}}] | spec.metrics[0].object.describedObject.kind: Required value
          metrics | [{type: Object, object: {describedObject: {kind: I, name: ''}, metric: {name: m}, target: {type: Value, value: 1}}}] | [{type: Object, object: {describedObject: {kind: I, name: i}, metric: {name: m}, target: {type: Value, value: 1}}}] | spec.metrics[0].object.describedObject.name: Required value
          metrics | [{type: Object, object: {describedObject: {kind: I, name: i, apiVersion: a/b/c}, metric: {name: m}, target: {type: Value, value: 1}}}] | [{type: Object, object: {describedObject: {kind: I, name: i}, metric: {name: m}, target: {type: Value, value: 1}}}] | spec.metrics[0].object.describedObject.apiVersion: Invalid value: "a/b/c": unexpected GroupVersion string: a/b/c
          metrics | [{type: Object, object: {describedObject: {kind: I, name: i}, metric: {}, target: {type: Value, value: 1}}}] | [{type: Object, object: {describedObject: {kind: I, name: i}, metric: {name: m}, target: {type: Value, value: 1}}}] | spec.metrics[0].object.metric.name: Required value: must specify a metric name
          metrics | [{type: Object, object: {describedObject: {kind: I, name: i}, metric: {name: m}, target: {type: Value}}}] | [{type: Object, object: {describedObject: {kind: I, name: i}, metric: {name: m}, target: {type: AverageValue, averageValue: 1}}}] | spec.metrics[0].object.target.averageValue: Required value: must set either a target value or averageValue
          metrics | [{type: Object, object: {describedObject: {kind: I, name: i}, metric: {name: m}, target: {type: Value, value: 0}}}] | [{type: Object, object: {describedObject: {kind: I, name: i}, metric: {name: m}, target: {type: Value, value: 1}}}] | spec.metrics[0].object.target.value: Invalid value: "0": must be positive
          metrics | [{type: External, external: {metric: {}, target: {type: Value, value: 1}}}] | [{type: External, external: {metric: {name: m}, target: {type: Value, value: 1}}}] | spec.metrics[0].external.metric.name: Required value: must specify a metric name
          metrics | [{type: External, external: {metric: {name: m}, target: {type: Value}}}] | [{type: External, external: {metric: {name: m}, target: {type: Value, value: 1}}}] | spec.metrics[0].external.target.averageValue: Required value: must set either a target value for metric or a per-pod target
          metrics | [{type: External, external: {metric: {name: m}, target: {type: Value, value: 1, averageValue: 1}}}] | [{type: External, external: {metric: {name: m}, target: {type: AverageValue, averageValue: 1}}}] | spec.metrics[0].external.target.value: Forbidden: may not set both a target value for metric and a per-pod target
          """)
  void metrics(Variation rule) {
    rule.within("spec").proveOnCreation(api, AUTOSCALER);
  }

  @RuleTable(
      """
          maxReplicas | 0 | 1 | spec.maxReplicas: Required value: must be set and greater than 0 & spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`
          scaleTargetRef.apiVersion | a/b/c | a/c | spec.scaleTargetRef.apiVersion: Invalid value: "a/b/c": unexpected GroupVersion string: a/b/c
          scaleTargetRef.apiVersion | v1 | a/v1 | spec.scaleTargetRef.apiVersion: Invalid value: "v1": apiVersion must specify API group
          """)
  void changedAutoscalers(Variation rule) {
    rule.within("spec").proveOnUpdate(api, Part.MAIN, AUTOSCALER);
  }

  /// Autoscalers from when less was asked of them may be changed in other respects.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          | {scaleTargetRef: {apiVersion: v1, kind: D, name: d}} | {scaleTargetRef: {apiVersion: v1, kind: D, name: e}}
          spec.scaleTargetRef.apiVersion | {scaleTargetRef: {apiVersion: v1, kind: D, name: d}} | {scaleTargetRef: {apiVersion: v1, kind: E, name: d}}
          | {minReplicas: 0} | {minReplicas: 0, metrics: [{type: External, external: {metric: {name: m}, target: {type: Value, value: 1}}}]}
          spec.metrics | {minReplicas: 0} | {minReplicas: 0}
          spec.minReplicas | {minReplicas: 1} | {minReplicas: 0, metrics: [{type: External, external: {metric: {name: m}, target: {type: Value, value: 1}}}]}
          | {metrics: [{type: Object, object: {describedObject: {apiVersion: a/b/c, kind: I, name: i}}}]} | {metrics: [{type: Object, object: {describedObject: {apiVersion: d/e/f, kind: I, name: i}, metric: {name: m}, target: {type: Value, value: 1}}}]}
          spec.metrics[0].object.describedObject.apiVersion | {metrics: [{type: Object, object: {describedObject: {apiVersion: a/b, kind: I, name: i}}}]} | {metrics: [{type: Object, object: {describedObject: {apiVersion: d/e/f, kind: I, name: i}, metric: {name: m}, target: {type: Value, value: 1}}}]}
          """)
  void whatWasOnceAllowedStays(@Nullable String fault, String old, String next) {
    var spec = Subject.of(spec(next), "spec");
    AutoscalerRules.validateUpdate(spec, spec(old));
    assertThat(spec.faults())
        .map(FieldError::field)
        .isEqualTo(fault == null ? List.of() : List.of(fault));
  }

  private JsonNode spec(String differences) {
    return MergePatch.apply(
        api.read(AUTOSCALER).spec(),
        YamlReader.read(differences.getBytes(StandardCharsets.UTF_8)).tree());
  }

  @RuleTable(
      """
          currentReplicas | -1 | 0 | status.currentReplicas: Invalid value: -1: must be greater than or equal to 0
          desiredReplicas | -1 | 0 | status.desiredReplicas: Invalid value: -1: must be greater than or equal to 0
          """)
  void statusOfAutoscalers(Variation rule) {
    rule.within("status").proveOnUpdate(api, Part.STATUS, AUTOSCALER);
  }
}
