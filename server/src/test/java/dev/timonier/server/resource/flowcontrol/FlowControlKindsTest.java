package dev.timonier.server.resource.flowcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class FlowControlKindsTest {
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
              "exempt under another name",
              "{apiVersion: flowcontrol.apiserver.k8s.io/v1, kind: PriorityLevelConfiguration, metadata: {name: a}, spec: {type: Exempt}}",
              List.of(
                  "spec.type: Invalid value: \"Exempt\": must be 'Exempt' if and only if `name` is 'exempt'")),
          new Case(
              "limits missing",
              "{apiVersion: flowcontrol.apiserver.k8s.io/v1, kind: PriorityLevelConfiguration, metadata: {name: a}, spec: {type: Limited}}",
              List.of("spec.limited: Required value: must not be empty when type is Limited")),
          new Case(
              "queues missing",
              "{apiVersion: flowcontrol.apiserver.k8s.io/v1, kind: PriorityLevelConfiguration, metadata: {name: a}, spec: {type: Limited, limited: {limitResponse: {type: Queue}}}}",
              List.of(
                  "spec.limited.limitResponse.queuing: Required value: must not be empty if limited.limitResponse.type is Limited")),
          new Case(
              "too many hands",
              "{apiVersion: flowcontrol.apiserver.k8s.io/v1, kind: PriorityLevelConfiguration, metadata: {name: a}, spec: {type: Limited, limited: {limitResponse: {type: Queue, queuing: {queues: 1000000, handSize: 5}}}}}",
              List.of(
                  "spec.limited.limitResponse.queuing.handSize: Invalid value: 5: required entropy bits of deckSize 1000000 and handSize 5 should not be greater than 60")));

  @ParameterizedTest
  @FieldSource("CREATIONS")
  void newLevelsKeepTheirRules(Case c) {
    assertThat(LocalApi.faults(() -> api.create(c.yaml()))).isEqualTo(c.faults());
  }

  @Test
  void schemaHasItsPlaceInTheMiddle() {
    var schema =
        api.create(
            "{apiVersion: flowcontrol.apiserver.k8s.io/v1, kind: FlowSchema, metadata: {name: a},"
                + " spec: {priorityLevelConfiguration: {name: x}}}");
    assertThat(schema.path("spec").path("matchingPrecedence").asInt()).isEqualTo(1000);
  }
}
