package dev.timonier.server.resource.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class NodeKindTest {
  private static final String NODE = "apiVersion: v1, kind: Node, metadata: {name: m}";
  private static final String FAULT =
      "metadata.taints[0].effect: Unsupported value: \"Bad\": supported values: \"NoSchedule\","
          + " \"PreferNoSchedule\", \"NoExecute\"";

  @AutoClose private final LocalApi api = new LocalApi();

  @Test
  void wrongTaintIsToldOnceOfANewNodeAndTwiceOfAnOldOne() {
    var tainted = "{" + NODE + ", spec: {taints: [{key: a, effect: %s}]}}";
    assertThat(LocalApi.faults(() -> api.create(tainted.formatted("Bad")))).containsExactly(FAULT);
    api.create(tainted.formatted("NoSchedule"));
    assertThat(LocalApi.faults(() -> api.patch(tainted.formatted("Bad"))))
        .containsExactly(FAULT, FAULT);
    api.patch(tainted.formatted("NoExecute"));
  }

  @RuleTable(
      """
          spec.podCIDRs | [10.0.0.0/33] | [10.0.0.0/24] | spec.podCIDRs[0]: Invalid value: "10.0.0.0/33": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)
          spec.podCIDRs | [10.0.0.0/24, 10.0.1.0/24] | [10.0.0.0/24, 'fd00::/64'] | spec.podCIDRs: Invalid value: ["10.0.0.0/24","10.0.1.0/24"]: may specify no more than one CIDR for each IP family
          spec.podCIDRs | [10.0.0.0/24, 10.0.0.0/24] | [10.0.0.0/24] | spec.podCIDRs: Invalid value: ["10.0.0.0/24","10.0.0.0/24"]: may specify no more than one CIDR for each IP family
          spec.podCIDRs | [x, 10.0.0.0/24] | [10.0.0.0/24] | spec.podCIDRs[0]: Invalid value: "x": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64) & spec.podCIDRs: Internal error: invalid PodCIDRs. failed to check with dual stack with error:invalid CIDR[0]: <nil> (invalid CIDR address: x) & spec.podCIDRs: Invalid value: ["x","10.0.0.0/24"]: may specify no more than one CIDR for each IP family
          status.nodeInfo | {swap: {capacity: 0}} | {swap: {capacity: 1}} | metadata.nodeSwapStatus.capacity: Invalid value: 0: must be greater than zero
          status.declaredFeatures | [A, aB] | [A, A/b] | status.declaredFeatures[1]: Invalid value: "aB": invalid feature name "aB": must start with an UpperCamelCase segment, with subsequent segments separated by '/' (e.g., MyFeature or MyFeature/mySubFeature), and contain only alphanumeric characters and slashes
          status.declaredFeatures | [A<b*253>] | [A<b*252>] | status.declaredFeatures[0]: Invalid value: "A<b*253>": invalid feature name "A<b*253>": must be no more than 253 characters
          status.declaredFeatures | [B, A] | [A, B] | status.declaredFeatures[1]: Invalid value: "A": list must be sorted alphabetically
          status.declaredFeatures | [A, A] | [A, B] | status.declaredFeatures[1]: Duplicate value: "A"
          status.capacity | {cpu: '-1'} | {cpu: '1'} | status.capacity.cpu: Invalid value: "-1": must be greater than or equal to 0 & status.allocatable.cpu: Invalid value: "-1": must be greater than or equal to 0
          status.allocatable | {a.io/b: 500m} | {a.io/b: '1'} | status.allocatable.a.io/b: Invalid value: "500m": must be an integer
          spec.taints | [{key: a b, effect: NoSchedule}] | [{key: a, effect: NoSchedule}] | metadata.taints[0].key: Invalid value: "a b": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')
          spec.taints | [{key: a}] | [{key: a, effect: NoExecute}] | metadata.taints[0].effect: Required value
          """)
  void newNodesKeepTheRules(Variation rule) {
    rule.proveOnCreation(api, "{" + NODE + "}");
  }

  @RuleTable(
      """
          spec | {podCIDR: 10.0.1.0/24, podCIDRs: [10.0.1.0/24]} | {unschedulable: true} | spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid
          spec.providerID | b | a | spec.providerID: Forbidden: node updates may not change providerID except from "" to valid
          spec.externalID | b | | spec.externalID: Forbidden: may not be updated
          """)
  void whatWasAssignedToANodeStays(Variation rule) {
    rule.proveOnUpdate(
        api, Part.MAIN, "{" + NODE + ", spec: {podCIDR: 10.0.0.0/24, providerID: a}}");
  }

  @Test
  void whatIsNotUsedIsWarnedOf() {
    api.create(
        "{"
            + NODE
            + ", spec: {externalID: x, podCIDR: 'FD00::/64', podCIDRs: ['FD00::/64', 10.0.0.0/24]}}");
    assertThat(api.warnings())
        .containsExactly(
            "spec.externalID: this field is deprecated, and is unused by Kubernetes",
            "spec.podCIDRs[0]: IPv6 CIDR value \"FD00::/64\" should be in RFC 5952 canonical format"
                + " (\"fd00::/64\")");
  }

  @Test
  void kubeletsAreNotConfiguredByTheirNodes() {
    var source =
        "{configMap: {name: c, namespace: d, uid: u, resourceVersion: '1', kubeletConfigKey: k}}";
    var node = "{" + NODE + ", spec: {configSource: %1$s}, status: {config: {active: %1$s}}}";
    assertThat(api.create(node.formatted(source)).path("spec").has("configSource")).isFalse();
    api.create("{" + NODE.replace("name: m", "name: k") + "}");
    var status = node.formatted(source).replace("name: m", "name: k");
    assertThat(api.patch(Part.STATUS, status).path("status").has("config")).isFalse();
  }

  private static final String TAINTS = "scheduler.alpha.kubernetes.io/taints";
  private static final String AVOIDED = "scheduler.alpha.kubernetes.io/preferAvoidPods";

  private record Annotation(String key, String value, String fault) {}

  static final List<Annotation> ANNOTATIONS =
      List.of(
          new Annotation(
              TAINTS,
              "x",
              "metadata.annotations: Invalid value: \""
                  + TAINTS
                  + "\": invalid character 'x' looking for beginning of value"),
          new Annotation(
              TAINTS,
              "{}",
              "metadata.annotations: Invalid value: \""
                  + TAINTS
                  + "\": json: cannot unmarshal object into Go value of type []core.Taint"),
          new Annotation(
              TAINTS,
              "[{\"key\":\"a\",\"effect\":\"Bad\"}]",
              FAULT.replace("metadata.taints", "metadata.annotations." + TAINTS)),
          new Annotation(
              AVOIDED,
              "[]",
              "metadata.annotations.AvoidPods: Invalid value: \""
                  + AVOIDED
                  + "\": json: cannot unmarshal array into Go value of type v1.AvoidPods"),
          new Annotation(
              AVOIDED,
              "{\"preferAvoidPods\":[{}]}",
              "metadata.annotations." + AVOIDED + "[0].PodSignature: Required value"),
          new Annotation(
              AVOIDED,
              "{\"preferAvoidPods\":[{\"podSignature\":{\"podController\":{\"controller\":false}}}]}",
              "metadata.annotations."
                  + AVOIDED
                  + "[0].PodSignature.PodController.Controller: Invalid value: false: must point to"
                  + " a controller"));

  @ParameterizedTest
  @FieldSource("ANNOTATIONS")
  void annotationsOfOldAreStillHeldToTheirRules(Annotation annotation) {
    var annotated =
        "{apiVersion: v1, kind: Node, metadata: {name: m, annotations: {%s: '%s'}}}"
            .formatted(annotation.key, annotation.value);
    assertThat(LocalApi.faults(() -> api.create(annotated))).containsExactly(annotation.fault);
    api.create("{" + NODE + "}");
    assertThat(LocalApi.faults(() -> api.patch(annotated)))
        .containsExactly(annotation.fault, annotation.fault);
  }
}
