package dev.timonier.server.resource.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RuntimeClassRulesTest {
  @AutoClose private final LocalApi api = new LocalApi();

  private static String object(String kind, String rest) {
    return "{apiVersion: node.k8s.io/v1, kind: %s, metadata: {name: x}, %s}".formatted(kind, rest);
  }

  @RuleTable(
      """
          handler | A | a | handler: Invalid value: "A": <label>
          handler | '' | a | handler: Required value
          scheduling | {nodeSelector: {a: '-'}} | {nodeSelector: {a: b}} | scheduling.nodeSelector: Invalid value: "-": <label value>
          scheduling | {tolerations: [{key: k, operator: Odd}]} | {tolerations: [{key: k, operator: Exists}]} | scheduling.tolerations[0].operator: Unsupported value: "Odd": supported values: "Equal", "Exists"
          scheduling | {tolerations: [{key: k, operator: Gt, value: '1'}]} | {tolerations: [{key: k, operator: Equal, value: '1'}]} | scheduling.tolerations[0].operator: Unsupported value: "Gt": supported values: "Equal", "Exists", "Lt", "Gt"
          scheduling | {tolerations: [{key: k, operator: Exists, value: v}]} | {tolerations: [{key: k, value: v}]} | scheduling.tolerations[0].operator: Invalid value: "v": value must be empty when `operator` is 'Exists'
          metadata.ownerReferences | [{apiVersion: a/b/c, kind: K, name: o, uid: u}] | [{apiVersion: a/b, kind: K, name: o, uid: u}] | metadata.ownerReferences.apiVersion: Invalid value: "a/b/c": version must not be empty
          metadata.finalizers | [a/b/c] | [short] | metadata.finalizers: Invalid value: "a/b/c": a valid label key must…
          scheduling | {tolerations: [{key: k, operator: Exists}, {key: k, operator: Exists}]} | {tolerations: [{key: k, operator: Exists}, {key: k, operator: Exists, effect: NoExecute}]} | scheduling.tolerations[1]: Duplicate value: {"Key":"k","Operator":"Exists","Value":"","Effect":"","TolerationSeconds":null}
          overhead | {podFixed: {cpu: -1}} | {podFixed: {cpu: 1}} | overhead.limits[cpu]: Invalid value: "-1": must be greater than or equal to 0
          overhead | {podFixed: {odd: 1}} | {podFixed: {a/b: 1}} | overhead.limits[odd]: Invalid value: "odd": must be a standard resource type or fully qualified & overhead.limits[odd]: Invalid value: "odd": must be a standard resource for containers
          """)
  void runtimeClasses(Variation rule) {
    rule.proveOnCreation(api, object("RuntimeClass", "handler: h"));
  }

  @RuleTable(
      """
          handler | i | h | handler: Invalid value: "i": field is immutable
          scheduling | {nodeSelector: {a: '-'}} | {nodeSelector: {a: b}} | scheduling.nodeSelector: Invalid value: "-": <label value>
          overhead | {podFixed: {cpu: -1}} | {podFixed: {cpu: 1}} | overhead.limits[cpu]: Invalid value: "-1": must be greater than or equal to 0
          """)
  void changedRuntimeClasses(Variation rule) {
    rule.proveOnUpdate(api, Part.MAIN, object("RuntimeClass", "handler: h"));
  }

  @Test
  void oldLabelsOfNodesAreWarnedOf() {
    api.create(
        object(
            "RuntimeClass", "handler: h, scheduling: {nodeSelector: {beta.kubernetes.io/os: l}}"));
    assertThat(api.warnings())
        .containsExactly(
            "scheduling.nodeSelector: deprecated since v1.14; use \"kubernetes.io/os\" instead");
  }
}
