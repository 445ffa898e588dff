package dev.timonier.server.resource.core.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.Part;
import dev.timonier.server.validation.Subject;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class EndpointsRulesTest {
  private static final String ENDPOINTS =
      "{apiVersion: v1, kind: Endpoints, metadata: {name: e}, subsets: [{addresses: [{ip:"
          + " 192.0.2.1}], ports: [{port: 1}]}]}";

  @AutoClose private final LocalApi api = new LocalApi();

  @RuleTable(
      """
          addresses | | [{ip: 192.0.2.2}] | : Required value: must specify `addresses` or `notReadyAddresses`
          . | {addresses: [], notReadyAddresses: []} | {addresses: [], notReadyAddresses: [{ip: 192.0.2.2}]} | : Required value: must specify `addresses` or `notReadyAddresses`
          addresses[0].ip | a | '2001:db8::1' | .addresses[0].ip: Invalid value: "a": <address> & .addresses[0].ip: Invalid value: "a": must be a valid IP address
          addresses[0].ip | 0.0.0.0 | 0.0.0.1 | .addresses[0].ip: Invalid value: "0.0.0.0": may not be unspecified (0.0.0.0)
          addresses[0].ip | 127.0.0.1 | 128.0.0.1 | .addresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)
          addresses[0].ip | 'fe80::1' | 'fec0::1' | .addresses[0].ip: Invalid value: "fe80::1": may not be in the link-local range (169.254.0.0/16, fe80::/10)
          addresses[0].ip | 224.0.0.1 | 224.0.1.1 | .addresses[0].ip: Invalid value: "224.0.0.1": may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)
          addresses[0].hostname | a.b | a-b | .addresses[0].hostname: Invalid value: "a.b": must not contain dots
          addresses[0].nodeName | A | a.b | .addresses[0].nodeName: Invalid value: "A": <subdomain>
          notReadyAddresses | [{ip: 127.0.0.1}] | [{ip: 128.0.0.1}] | .notReadyAddresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)
          ports | [{port: 1}, {port: 2, name: a}] | [{port: 1, name: b}, {port: 2, name: a}] | .ports[0].name: Required value
          ports | [{port: 1, name: A}] | [{port: 1, name: a}] | .ports[0].name: Invalid value: "A": <label>
          ports | [{port: 0}] | [{port: 65535}] | .ports[0].port: Invalid value: 0: <port>
          ports | [{port: 1, protocol: ICMP}] | [{port: 1, protocol: UDP}] | .ports[0].protocol: Unsupported value: "ICMP": supported values: "SCTP", "TCP", "UDP"
          ports | [{port: 1, appProtocol: a b}] | [{port: 1, appProtocol: a}] | .ports[0].appProtocol: Invalid value: "a b": <qualified name>
          """)
  void endpointsKeepTheirRules(Variation rule) {
    rule.within("subsets[0]").proveOnCreation(api, ENDPOINTS);
  }

  @Test
  void subsetsThatStayAsTheyAreAreNotExamined() {
    var old = api.read(ENDPOINTS.replace("192.0.2.1", "x"));
    var next = old.copy();
    next.root().withObject("/metadata/labels").put("a", "b");
    assertThat(faults(next, old)).isEmpty();
    next.root().withObject("/subsets/0/ports/0").put("port", 2);
    assertThat(faults(next, old)).isNotEmpty();
  }

  private static List<FieldError> faults(ApiObject next, ApiObject old) {
    var subject = Subject.of(next.root());
    new EndpointsStrategy().validateUpdate(subject, old, Part.MAIN);
    return subject.faults();
  }
}
