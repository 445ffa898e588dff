package dev.timonier.server.resource.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.Creation;
import dev.timonier.server.fixture.LocalApi;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PriorityClassKindTest {
  @AutoClose private final LocalApi api = new LocalApi();

  static final List<Creation> CREATIONS =
      List.of(
          new Creation(
              "too important",
              "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: a}, value: 1000000001}",
              List.of(
                  "value: Forbidden: maximum allowed value of a user defined priority is 1000000000")),
          new Creation(
              "name of the system",
              "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: system-x}, value: 1}",
              List.of(
                  "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: system-x is not a known system priority class")),
          new Creation(
              "wrong value of the system",
              "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: system-cluster-critical}, value: 1}",
              List.of(
                  "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: value of system-cluster-critical PriorityClass must be 2000000000")),
          new Creation(
              "class of the system",
              "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: system-cluster-critical}, value: 2000000000}",
              List.of()),
          new Creation(
              "strange policy",
              "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: a}, value: 1, preemptionPolicy: Maybe}",
              List.of(
                  "preemptionPolicy: Unsupported value: \"Maybe\": supported values: \"PreemptLowerPriority\", \"Never\"")));

  @ParameterizedTest
  @FieldSource("CREATIONS")
  void newClassesKeepTheirRules(Creation c) {
    assertThat(LocalApi.faults(() -> api.create(c.yaml()))).isEqualTo(c.faults());
  }

  @Test
  void priorityDoesNotChange() {
    var kind = "apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: a}";
    api.create("{" + kind + ", value: 1}");
    assertThat(LocalApi.faults(() -> api.patch("{" + kind + ", value: 2}")))
        .containsExactly("value: Forbidden: may not be changed in an update.");
  }
}
