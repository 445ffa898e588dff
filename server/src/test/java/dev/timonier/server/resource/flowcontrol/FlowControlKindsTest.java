package dev.timonier.server.resource.flowcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.fixture.Creation;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.registry.Part;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class FlowControlKindsTest {
  @AutoClose private final LocalApi api = new LocalApi();

  static final List<Creation> CREATIONS =
      List.of(
          new Creation(
              "exempt under another name",
              "{apiVersion: flowcontrol.apiserver.k8s.io/v1, kind: PriorityLevelConfiguration, metadata: {name: a}, spec: {type: Exempt}}",
              List.of(
                  "spec.type: Invalid value: \"Exempt\": must be 'Exempt' if and only if `name` is 'exempt'")),
          new Creation(
              "limits missing",
              "{apiVersion: flowcontrol.apiserver.k8s.io/v1, kind: PriorityLevelConfiguration, metadata: {name: a}, spec: {type: Limited}}",
              List.of("spec.limited: Required value: must not be empty when type is Limited")),
          new Creation(
              "queues missing",
              "{apiVersion: flowcontrol.apiserver.k8s.io/v1, kind: PriorityLevelConfiguration, metadata: {name: a}, spec: {type: Limited, limited: {limitResponse: {type: Queue}}}}",
              List.of(
                  "spec.limited.limitResponse.queuing: Required value: must not be empty if limited.limitResponse.type is Limited")),
          new Creation(
              "too many hands",
              "{apiVersion: flowcontrol.apiserver.k8s.io/v1, kind: PriorityLevelConfiguration, metadata: {name: a}, spec: {type: Limited, limited: {limitResponse: {type: Queue, queuing: {queues: 1000000, handSize: 5}}}}}",
              List.of(
                  "spec.limited.limitResponse.queuing.handSize: Invalid value: 5: required entropy bits of deckSize 1000000 and handSize 5 should not be greater than 60")));

  @ParameterizedTest
  @FieldSource("CREATIONS")
  void newLevelsKeepTheirRules(Creation c) {
    assertThat(LocalApi.faults(() -> api.create(c.yaml()))).isEqualTo(c.faults());
  }

  private static final String SCHEMA =
      "{apiVersion: flowcontrol.apiserver.k8s.io/v1, kind: FlowSchema, metadata: {name: a}, spec:"
          + " {priorityLevelConfiguration: {name: x}, ";

  static final List<Creation> SCHEMAS =
      List.of(
          new Creation("no rules", SCHEMA + "rules: []}}", List.of()),
          new Creation(
              "place of the exempt",
              SCHEMA + "matchingPrecedence: 1}}",
              List.of(
                  "spec.matchingPrecedence: Invalid value: 1: only the schema named 'exempt' may have matchingPrecedence 1")),
          new Creation(
              "unknown distinguisher",
              SCHEMA + "distinguisherMethod: {type: ByDay}}}",
              List.of(
                  "spec.distinguisherMethod.type: Unsupported value: {\"Type\":\"ByDay\"}: supported values: \"ByNamespace\", \"ByUser\"")),
          new Creation(
              "rule about nobody and nothing",
              SCHEMA + "rules: [{}]}}",
              List.of(
                  "spec.rules[0].subjects: Required value: subjects must contain at least one value",
                  "spec.rules[0]: Required value: at least one of resourceRules and nonResourceRules has to be non-empty")),
          new Creation(
              "subject of two kinds",
              SCHEMA
                  + "rules: [{subjects: [{kind: Group, group: {name: g}, user: {name: u}}],"
                  + " nonResourceRules: [{verbs: ['*'], nonResourceURLs: ['*']}]}]}}",
              List.of(
                  "spec.rules[0].subjects[0].user: Forbidden: user is forbidden when subject kind is not 'User'")),
          new Creation(
              "asterisk among others, and unknown verb",
              SCHEMA
                  + "rules: [{subjects: [{kind: User, user: {name: u}}], resourceRules: [{verbs:"
                  + " [eat], apiGroups: ['*', a], resources: [b], clusterScope: true}]}]}}",
              List.of(
                  "spec.rules[0].resourceRules[0].verbs: Unsupported value: [\"eat\"]: supported values: \"create\", \"delete\", \"deletecollection\", \"get\", \"list\", \"patch\", \"proxy\", \"update\", \"watch\"",
                  "spec.rules[0].resourceRules[0].apiGroups: Invalid value: [\"*\",\"a\"]: if '*' is present, must not specify other api groups")),
          new Creation(
              "paths",
              SCHEMA
                  + "rules: [{subjects: [{kind: User, user: {name: u}}], nonResourceRules: [{verbs:"
                  + " [get], nonResourceURLs: [/a/*, /a*b, a]}]}]}}",
              List.of(
                  "spec.rules[0].nonResourceRules[0].nonResourceURLs[1]: Invalid value: \"/a*b\": wildcard can only do suffix matching",
                  "spec.rules[0].nonResourceRules[0].nonResourceURLs[2]: Invalid value: \"a\": must start with slash")));

  @ParameterizedTest
  @FieldSource("SCHEMAS")
  void newSchemasKeepTheirRules(Creation c) {
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

  @Test
  void statusIsWrittenWithoutAnyMetadata() {
    var schema = api.create(SCHEMA + "rules: []}}");
    var metadata = (ObjectNode) schema.path("metadata");
    metadata.put("deletionGracePeriodSeconds", 7).put("generateName", "b");
    metadata.putObject("labels").put("a", "b");
    var next = api.update(Part.STATUS, schema).path("metadata");
    for (var field : List.of("deletionGracePeriodSeconds", "generateName", "labels")) {
      assertThat(next.has(field)).as(field).isFalse();
    }
  }
}
