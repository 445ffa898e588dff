package dev.timonier.server.resource.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class EndpointSliceRulesTest {
  @AutoClose private final LocalApi api = new LocalApi();

  private static final String SLICE =
      "{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: x}, addressType: %s}";

  @RuleTable(
      """
          addressType |  | IPv6 | addressType: Required value
          addressType | Odd | FQDN | addressType: Unsupported value: "Odd": supported values: "FQDN", "IPv4", "IPv6"
          endpoints | [<{addresses: [192.0.2.1]},*1001>] | [<{addresses: [192.0.2.1]},*1000>] | endpoints: Too many: 1001: must have at most 1000 items
          endpoints | [{addresses: []}] | [{addresses: [192.0.2.1]}] | endpoints[0].addresses: Required value: must contain at least 1 address
          endpoints | [{addresses: [<192.0.2.#,*101>]}] | [{addresses: [<192.0.2.#,*100>]}] | endpoints[0].addresses: Too many: 101: must have at most 100 items
          endpoints | [{addresses: [x]}] | [{addresses: [192.0.2.1]}] | endpoints[0].addresses[0]: Invalid value: "x": <address>
          endpoints | [{addresses: ['2001:db8::1']}] | [{addresses: [192.0.2.1]}] | endpoints[0].addresses: Invalid value: "2001:db8::1": must be an IPv4 address
          endpoints | [{addresses: [127.0.0.1]}] | [{addresses: [128.0.0.1]}] | endpoints[0].addresses[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)
          endpoints | [{addresses: [0.0.0.0]}] | [{addresses: [1.0.0.0]}] | endpoints[0].addresses[0]: Invalid value: "0.0.0.0": may not be unspecified (0.0.0.0)
          endpoints | [{addresses: [169.254.0.1]}] | [{addresses: [169.253.0.1]}] | endpoints[0].addresses[0]: Invalid value: "169.254.0.1": may not be in the link-local range (169.254.0.0/16, fe80::/10)
          endpoints | [{addresses: [224.0.0.1]}] | [{addresses: [224.0.1.1]}] | endpoints[0].addresses[0]: Invalid value: "224.0.0.1": may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)
          endpoints | [{addresses: [192.0.2.1], hostname: a.b}] | [{addresses: [192.0.2.1], hostname: a-b}] | endpoints[0].hostname: Invalid value: "a.b": must not contain dots
          endpoints | [{addresses: [192.0.2.1], nodeName: A}] | [{addresses: [192.0.2.1], nodeName: a}] | endpoints[0].nodeName: Invalid value: "A": <subdomain>
          endpoints | [{addresses: [192.0.2.1], hints: {forZones: [<{name: z#},*9>]}}] | [{addresses: [192.0.2.1], hints: {forZones: [<{name: z#},*8>]}}] | endpoints[0].hints.forZones: Too many: 9: must have at most 8 items
          endpoints | [{addresses: [192.0.2.1], hints: {forZones: [{name: a}, {name: a}]}}] | [{addresses: [192.0.2.1], hints: {forZones: [{name: a}, {name: b}]}}] | endpoints[0].hints.forZones[1].name: Duplicate value: "a"
          endpoints | [{addresses: [192.0.2.1], hints: {forZones: [{name: '-'}]}}] | [{addresses: [192.0.2.1], hints: {forZones: [{name: a-b}]}}] | endpoints[0].hints.forZones[0].name: Invalid value: "-": <label value>
          endpoints | [{addresses: [192.0.2.1], hints: {forNodes: [<{name: n#},*9>]}}] | [{addresses: [192.0.2.1], hints: {forNodes: [<{name: n#},*8>]}}] | endpoints[0].hints.forNodes: Too many: 9: must have at most 8 items
          endpoints | [{addresses: [192.0.2.1], hints: {forNodes: [{name: a}, {name: a}]}}] | [{addresses: [192.0.2.1], hints: {forNodes: [{name: a}, {name: b}]}}] | endpoints[0].hints.forNodes[1].name: Duplicate value: "a"
          endpoints | [{addresses: [192.0.2.1], hints: {forNodes: [{name: A}]}}] | [{addresses: [192.0.2.1], hints: {forNodes: [{name: a}]}}] | endpoints[0].hints.forNodes[0].name: Invalid value: "A": <subdomain>
          ports | [<{name: p#},*20001>] | [<{name: p#},*20000>] | ports: Too many: 20001: must have at most 20000 items
          ports | [{port: 1}, {port: 2}] | [{port: 1}, {port: 2, name: p}] | ports[1].name: Duplicate value: ""
          ports | [{name: P}] | [{name: p}] | ports[0].name: Invalid value: "P": <label>
          ports | [{protocol: ICMP}] | [{protocol: SCTP}] | ports[0].protocol: Unsupported value: "ICMP": supported values: "SCTP", "TCP", "UDP"
          ports | [{appProtocol: '-'}] | [{appProtocol: a.b/c-d}] | ports[0].appProtocol: Invalid value: "-": <qualified name>
          """)
  void slicesOfAddresses(Variation rule) {
    rule.proveOnCreation(api, SLICE.formatted("IPv4"));
  }

  @RuleTable(
      """
          endpoints | [{addresses: [192.0.2.1]}] | [{addresses: ['2001:db8::1']}] | endpoints[0].addresses: Invalid value: "192.0.2.1": must be an IPv6 address
          endpoints | [{addresses: ['2001:DB8::1']}] | [{addresses: ['2001:db8::1']}] | endpoints[0].addresses[0]: Invalid value: "2001:DB8::1": must be in canonical form ("2001:db8::1")
          endpoints | [{addresses: ['fe80::1']}] | [{addresses: ['fd80::1']}] | endpoints[0].addresses[0]: Invalid value: "fe80::1": may not be in the link-local range (169.254.0.0/16, fe80::/10)
          """)
  void slicesOfNewAddresses(Variation rule) {
    rule.proveOnCreation(api, SLICE.formatted("IPv6"));
  }

  @RuleTable(
      """
          endpoints | [{addresses: ['']}] | [{addresses: [a.b]}] | endpoints[0].addresses[0]: Required value
          endpoints | [{addresses: [a]}] | [{addresses: [a.b.]}] | endpoints[0].addresses[0]: Invalid value: "a": should be a domain with at least two segments separated by dots
          endpoints | [{addresses: [A.b]}] | [{addresses: [a.b]}] | endpoints[0].addresses[0]: Invalid value: "A.b": <subdomain>
          """)
  void slicesOfDomains(Variation rule) {
    rule.proveOnCreation(api, SLICE.formatted("FQDN"));
  }

  @RuleTable(
      """
          addressType | IPv6 | IPv4 | addressType: Invalid value: "IPv6": field is immutable
          addressType | | IPv4 | addressType: Required value & addressType: Invalid value: "": field is immutable
          addressType | Odd | IPv4 | addressType: Unsupported value: "Odd": supported values: "FQDN", "IPv4", "IPv6" & addressType: Invalid value: "Odd": field is immutable
          ports | [{port: 1}, {port: 2}] | [{port: 1}] | ports[1].name: Duplicate value: ""
          """)
  void changedSlices(Variation rule) {
    rule.proveOnUpdate(api, Part.MAIN, SLICE.formatted("IPv4"));
  }

  @Test
  void fieldThatIsDroppedCountsAsAChange() {
    var slice = SLICE.formatted("IPv4, endpoints: [{addresses: [192.0.2.1]%s}]");
    api.create(slice.formatted(""));
    var sent = api.update(slice.formatted(", deprecatedTopology: {a: b}"));
    assertThat(sent.at("/metadata/generation").asInt()).isEqualTo(2);
    assertThat(sent.at("/endpoints/0").has("deprecatedTopology")).isFalse();
  }

  @Test
  void emptyListInPlaceOfNoneIsNoChange() {
    var slice = SLICE.formatted("IPv4%s");
    api.create(slice.formatted(""));
    var sent = api.update(slice.formatted(", ports: [], endpoints: []"));
    assertThat(sent.at("/metadata/generation").asInt()).isEqualTo(1);
  }

  @Test
  void domainsAreWarnedOfWhenTheyAreNew() {
    var slice = SLICE.formatted("FQDN, endpoints: [{addresses: [a.b]}]");
    api.create(slice);
    assertThat(api.warnings()).containsExactly("spec.addressType: FQDN endpoints are deprecated");
    api.patch(slice.replace("a.b", "c.d"));
    assertThat(api.warnings()).isEmpty();
  }
}
