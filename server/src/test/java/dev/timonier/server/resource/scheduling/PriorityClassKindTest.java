package dev.timonier.server.resource.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PriorityClassKindTest {
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
              "too important",
              "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: a}, value: 1000000001}",
              List.of(
                  "value: Forbidden: maximum allowed value of a user defined priority is 1000000000")),
          new Case(
              "name of the system",
              "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: system-x}, value: 1}",
              List.of(
                  "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: system-x is not a known system priority class")),
          new Case(
              "wrong value of the system",
              "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: system-cluster-critical}, value: 1}",
              List.of(
                  "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: value of system-cluster-critical PriorityClass must be 2000000000")),
          new Case(
              "class of the system",
              "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: system-cluster-critical}, value: 2000000000}",
              List.of()),
          new Case(
              "strange policy",
              "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: a}, value: 1, preemptionPolicy: Maybe}",
              List.of(
                  "preemptionPolicy: Unsupported value: \"Maybe\": supported values: \"PreemptLowerPriority\", \"Never\"")));

  @ParameterizedTest
  @FieldSource("CREATIONS")
  void newClassesKeepTheirRules(Case c) {
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
