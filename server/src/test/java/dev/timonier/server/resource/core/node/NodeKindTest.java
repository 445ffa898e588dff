package dev.timonier.server.resource.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

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
          spec.podCIDRs | [10.0.0.0/24, 10.0.0.0/24] | [10.0.0.0/24] | spec.podCIDRs: Invalid value: ["10.0.0.0/24","10.0.0.0/24"]: may specify no more than one CIDR for each IP family & spec.podCIDRs[1]: Duplicate value: "10.0.0.0/24"
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
  void kubeletsAreNotConfiguredByTheirNodes() {
    var source =
        "{configMap: {name: c, namespace: d, uid: u, resourceVersion: '1', kubeletConfigKey: k}}";
    var node = "{" + NODE + ", spec: {configSource: %1$s}, status: {config: {active: %1$s}}}";
    assertThat(api.create(node.formatted(source)).path("spec").has("configSource")).isFalse();
    api.create("{" + NODE.replace("name: m", "name: k") + "}");
    var status = node.formatted(source).replace("name: m", "name: k");
    assertThat(api.patch(Part.STATUS, status).path("status").has("config")).isFalse();
  }
}
