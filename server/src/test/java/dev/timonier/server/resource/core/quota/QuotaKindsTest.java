package dev.timonier.server.resource.core.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.Creation;
import dev.timonier.server.fixture.LocalApi;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class QuotaKindsTest {
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
              "least above most",
              "{apiVersion: v1, kind: LimitRange, metadata: {name: a}, spec: {limits: [{type: Pod, min: {cpu: '2'}, max: {cpu: '1'}}]}}",
              List.of(
                  "spec.limits[0].min[cpu]: Invalid value: \"2\": min value 2 is greater than max value 1")));

  @ParameterizedTest
  @FieldSource("CREATIONS")
  void newQuotasAndLimitsKeepTheirRules(Creation c) {
    assertThat(LocalApi.faults(() -> api.create(c.yaml()))).isEqualTo(c.faults());
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
