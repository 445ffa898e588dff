package dev.timonier.server.resource.core.quota;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.fixture.Creation;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class QuotaKindsTest {
  private static final String QUOTA =
      "{apiVersion: v1, kind: ResourceQuota, metadata: {name: q}, spec: {hard: {pods: '1'}}}";
  private static final String LIMITS =
      "{apiVersion: v1, kind: LimitRange, metadata: {name: l}, spec: {limits: [{type: Container}]}}";

  @AutoClose private final LocalApi api = new LocalApi();

  static final List<Creation> CREATIONS =
      List.of(
          new Creation(
              "negative",
              "{apiVersion: v1, kind: ResourceQuota, metadata: {name: a}, spec: {hard: {pods: '-1'}}}",
              List.of(
                  "spec.hard[pods]: Invalid value: \"-1\": must be greater than or equal to 0")),
          new Creation(
              "half a pod",
              "{apiVersion: v1, kind: ResourceQuota, metadata: {name: a}, spec: {hard: {pods: '1.5'}}}",
              List.of("spec.hard[pods]: Invalid value: \"1500m\": must be an integer")),
          new Creation(
              "unknown resource",
              "{apiVersion: v1, kind: ResourceQuota, metadata: {name: a}, spec: {hard: {bananas: '1'}}}",
              List.of(
                  "spec.hard[bananas]: Invalid value: \"bananas\": must be a standard resource type or fully qualified",
                  "spec.hard[bananas]: Invalid value: \"bananas\": must be a standard resource for quota")),
          new Creation(
              "conflicting scopes",
              "{apiVersion: v1, kind: ResourceQuota, metadata: {name: a}, spec: {scopes: [BestEffort, NotBestEffort], hard: {pods: '1'}}}",
              List.of(
                  "spec.scopes: Invalid value: [\"BestEffort\",\"NotBestEffort\"]: conflicting scopes")),
          new Creation(
              "scope that does not fit",
              "{apiVersion: v1, kind: ResourceQuota, metadata: {name: a}, spec: {scopes: [BestEffort], hard: {cpu: '1'}}}",
              List.of(
                  "spec.scopes: Invalid value: [\"BestEffort\"]: unsupported scope applied to resource")),
          new Creation(
              "pods have no defaults",
              "{apiVersion: v1, kind: LimitRange, metadata: {name: a}, spec: {limits: [{type: Pod, default: {cpu: '1'}}]}}",
              List.of(
                  "spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'")),
          new Creation(
              "defaults that pods do not have are not compared",
              "{apiVersion: v1, kind: LimitRange, metadata: {name: a}, spec: {limits: [{type: Pod, min: {cpu: '2'}, default: {cpu: '1'}, defaultRequest: {cpu: '3'}}]}}",
              List.of(
                  "spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'",
                  "spec.limits[0].defaultRequest: Forbidden: may not be specified when `type` is 'Pod'")),
          new Creation(
              "least above most",
              "{apiVersion: v1, kind: LimitRange, metadata: {name: a}, spec: {limits: [{type: Pod, min: {cpu: '2'}, max: {cpu: '1'}}]}}",
              List.of(
                  "spec.limits[0].min[cpu]: Invalid value: \"2\": min value 2 is greater than max value 1")));

  @ParameterizedTest
  @FieldSource("CREATIONS")
  void newQuotasAndLimitsKeepTheirRules(Creation c) {
    assertThat(LocalApi.faults(() -> api.create(c.yaml()))).isEqualTo(c.faults());
  }

  @RuleTable(
      """
          spec.hard | {storage: '1'} | {requests.storage: '1'} | spec.hard[storage]: Invalid value: "storage": must be a standard resource for quota
          spec.hard | {requests.odd: '1'} | {requests.odd.io/a: '1'} | spec.hard[requests.odd]: Invalid value: "requests.odd": must be a standard resource type or fully qualified & spec.hard[requests.odd]: Invalid value: "requests.odd": must be a standard resource for quota
          spec.hard | {pods: 1500m} | {pods: '9223372036854775807'} | spec.hard[pods]: Invalid value: "1500m": must be an integer
          spec.hard | {count/pods: 1500m} | {requests.a.io/b: 1500m} | spec.hard[count/pods]: Invalid value: "1500m": must be an integer
          spec | {scopes: [Terminating], hard: {requests.ephemeral-storage: '1'}} | {scopes: [Terminating], hard: {requests.memory: '1'}} | spec.scopes: Invalid value: ["Terminating"]: unsupported scope applied to resource
          spec | {scopes: [PriorityClass], hard: {hugepages-2Mi: 2Mi}} | {scopes: [CrossNamespacePodAffinity], hard: {limits.cpu: '1'}} | spec.scopes: Invalid value: ["PriorityClass"]: unsupported scope applied to resource
          spec | {scopes: [VolumeAttributesClass], hard: {pods: null, requests.ephemeral-storage: '1'}} | {scopes: [VolumeAttributesClass], hard: {pods: null, requests.storage: '1', persistentvolumeclaims: '1'}} | spec.scopes: Invalid value: ["VolumeAttributesClass"]: unsupported scope applied to resource
          spec.scopes | [Terminating, NotTerminating] | [Terminating, NotBestEffort] | spec.scopes: Invalid value: ["Terminating","NotTerminating"]: conflicting scopes
          spec.scopeSelector.matchExpressions | [{scopeName: Odd, operator: In, values: [a]}] | [{scopeName: PriorityClass, operator: In, values: [a]}] | spec.scopeSelector.matchExpressions.scopeName: Invalid value: "Odd": unsupported scope
          spec.scopeSelector.matchExpressions | [{scopeName: BestEffort, operator: DoesNotExist}] | [{scopeName: BestEffort, operator: Exists}] | spec.scopeSelector.matchExpressions.operator: Invalid value: "DoesNotExist": must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity
          spec.scopeSelector.matchExpressions | [{scopeName: PriorityClass, operator: In}] | [{scopeName: PriorityClass, operator: NotIn, values: [a]}] | spec.scopeSelector.matchExpressions.values: Required value: must be at least one value when `operator` is 'In' or 'NotIn' for scope selector
          spec.scopeSelector.matchExpressions | [{scopeName: PriorityClass, operator: Exists, values: [a]}] | [{scopeName: PriorityClass, operator: Exists}] | spec.scopeSelector.matchExpressions.values: Invalid value: ["a"]: must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector
          spec.scopeSelector.matchExpressions | [{scopeName: PriorityClass, operator: Gt}] | [{scopeName: PriorityClass, operator: DoesNotExist}] | spec.scopeSelector.matchExpressions.operator: Invalid value: "Gt": not a valid selector operator
          spec.scopeSelector.matchExpressions | [{scopeName: Terminating, operator: Exists}, {scopeName: NotTerminating, operator: Exists}] | [{scopeName: Terminating, operator: Exists}] | spec.scopeSelector.matchExpressions: Invalid value: null: conflicting scopes
          spec | {hard: {secrets: '1'}, scopeSelector: {matchExpressions: [{scopeName: Terminating, operator: Exists}]}} | {scopeSelector: {matchExpressions: [{scopeName: Terminating, operator: Exists}]}} | spec.scopeSelector.matchExpressions: Invalid value: {"MatchExpressions":[{"ScopeName":"Terminating","Operator":"Exists","Values":null}]}: unsupported scope applied to resource
          """)
  void quotasKeepTheirRules(Variation rule) {
    rule.proveOnCreation(api, QUOTA);
  }

  @Test
  void scopesOfAQuotaMayChangeTheirOrderOnly() {
    var quota = QUOTA.replace("spec: {", "spec: {scopes: [Terminating, NotBestEffort], ");
    new Variation(
            "spec.scopes",
            "[Terminating]",
            "[NotBestEffort, Terminating]",
            "spec.scopes: Invalid value: [\"Terminating\"]: field is immutable")
        .proveOnUpdate(api, Part.MAIN, quota);
  }

  @Test
  void useOfAQuotaIsInWholeUnits() {
    new Variation(
            "status.used",
            "{pods: 500m}",
            "{pods: '1', cpu: 500m}",
            "status.used[pods]: Invalid value: \"500m\": must be an integer")
        .proveOnUpdate(api, Part.STATUS, QUOTA);
  }

  @RuleTable(
      """
          type | Odd | odd.io/a | spec.limits[0].type: Invalid value: "Odd": must be a standard limit type or fully qualified
          . | {type: Pod, max: {storage: '1'}} | {type: Pod, max: {cpu: '1'}} | spec.limits[0].max[storage]: Invalid value: "storage": must be a standard resource for containers
          . | {type: Pod, min: {odd: '1'}} | {type: Pod, min: {odd.io/a: '1'}} | spec.limits[0].min[odd]: Invalid value: "odd": must be a standard resource type or fully qualified & spec.limits[0].min[odd]: Invalid value: "odd": must be a standard resource for containers
          . | {type: PersistentVolumeClaim, max: {odd: '1', storage: '1'}} | {type: PersistentVolumeClaim, max: {pods: '1', storage: '1'}} | spec.limits[0].max[odd]: Invalid value: "odd": must be a standard resource type or fully qualified
          . | {type: PersistentVolumeClaim, max: {pods: '1'}} | {type: PersistentVolumeClaim, min: {storage: '1'}} | spec.limits[0].limits: Required value: either minimum or maximum storage value is required, but neither was provided
          . | {min: {cpu: '2'}, max: {cpu: '1'}, default: {cpu: '1'}, defaultRequest: {cpu: '1'}} | {min: {cpu: '1'}, max: {cpu: '1'}} | spec.limits[0].min[cpu]: Invalid value: "2": min value 2 is greater than max value 1 & spec.limits[0].defaultRequest[cpu]: Invalid value: "1": min value 2 is greater than default request value 1 & spec.limits[0].default[cpu]: Invalid value: "2": min value 2 is greater than default value 1
          . | {max: {cpu: '1'}, default: {cpu: '2'}, defaultRequest: {cpu: '1'}} | {max: {cpu: '1'}, default: {cpu: '1'}} | spec.limits[0].default[cpu]: Invalid value: "1": default value 2 is greater than max value 1
          . | {max: {cpu: '1'}, default: {cpu: '1'}, defaultRequest: {cpu: '2'}} | {max: {cpu: '1'}, defaultRequest: {cpu: '1'}} | spec.limits[0].defaultRequest[cpu]: Invalid value: "2": default request value 2 is greater than max value 1 & spec.limits[0].defaultRequest[cpu]: Invalid value: "2": default request value 2 is greater than default limit value 1
          . | {default: {a.io/b: '2'}, defaultRequest: {a.io/b: '1'}} | {default: {cpu: '2'}, defaultRequest: {cpu: '1'}} | spec.limits[0].defaultRequest[a.io/b]: Invalid value: "1": default value 2 must equal to defaultRequest value 1 in a.io/b
          maxLimitRequestRatio | {cpu: 500m} | {cpu: '1'} | spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: "500m": ratio 500m is less than 1
          . | {min: {cpu: '1'}, max: {cpu: '2'}, maxLimitRequestRatio: {cpu: '3'}} | {min: {cpu: '1'}, max: {cpu: '2'}, maxLimitRequestRatio: {cpu: '2'}} | spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: "3": ratio 3 is greater than max/min = 2.000000
          . | {min: {cpu: 1n}, max: {cpu: 1m}, maxLimitRequestRatio: {cpu: 1001m}} | {min: {cpu: 1n}, max: {cpu: 1m}, maxLimitRequestRatio: {cpu: '1'}} | spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: "1001m": ratio 1001m is greater than max/min = 1.000000
          . | {min: {cpu: 100m}, max: {cpu: '1'}, maxLimitRequestRatio: {cpu: '9223372036854775807'}} | {min: {cpu: 0}, max: {cpu: '1'}, maxLimitRequestRatio: {cpu: '9223372036854775807'}} | spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: "9223372036854775807": ratio 9223372036854775807 is greater than max/min = 1.000000
          """)
  void limitsKeepTheirRules(Variation rule) {
    rule.within("spec.limits[0]").proveOnCreation(api, LIMITS);
  }

  @Test
  void limitsWithoutANameAreNamedByAUuid() {
    var limits = "{apiVersion: v1, kind: LimitRange, metadata: {%s}, spec: {limits: []}}";
    assertThat(name(api.create(limits.formatted(""))))
        .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(name(api.create(limits.formatted("generateName: a-")))).matches("a-[a-z0-9]{5}");
  }

  private static String name(ObjectNode object) {
    return object.path("metadata").path("name").asText();
  }

  @Test
  void mostIsTheDefaultOfContainers() {
    var limits =
        api.create(
                "{apiVersion: v1, kind: LimitRange, metadata: {name: a}, spec: {limits: [{type:"
                    + " Container, max: {cpu: '1'}, min: {memory: 1Mi}}]}}")
            .path("spec")
            .path("limits")
            .path(0);
    assertThat(limits.path("default")).hasToString("{\"cpu\":\"1\"}");
    assertThat(limits.path("defaultRequest").path("cpu").asText()).isEqualTo("1");
    assertThat(limits.path("defaultRequest").path("memory").asText()).isEqualTo("1Mi");
  }
}
