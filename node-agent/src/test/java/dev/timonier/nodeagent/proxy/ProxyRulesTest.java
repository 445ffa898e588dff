package dev.timonier.nodeagent.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.nodeagent.nftables.Ruleset;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ProxyRulesTest {
  private static final String PATH = "default/web/tcp/http";
  private static final String KEY = "10.96.0.10 . tcp . 80";

  private static Ruleset rules(Service service, EndpointSlice... slices) {
    return new ProxyRules(Services.PLACE, Services.PODS).of(List.of(service), List.of(slices));
  }

  private static List<String> chain(Ruleset rules, String name) {
    return Objects.requireNonNull(rules.chains().get(name), name).rules();
  }

  private static Map<String, String> map(Ruleset rules, String name) {
    return Objects.requireNonNull(rules.lookups().get(name), name).elements();
  }

  private static List<String> chainsOfServices(Ruleset rules) {
    return rules.chains().keySet().stream().filter(name -> name.contains("/")).toList();
  }

  private static String endpoint(String address) {
    return "endpoint-" + PATH + "__" + address + "/8080";
  }

  @Test
  void connectionsAreSpreadOverTheEndpoints() {
    var rules = rules(Services.web(), Services.slice("10.244.0.5", "10.244.1.6"));

    assertThat(map(rules, "service-ips")).isEqualTo(Map.of(KEY, "goto service-" + PATH));
    assertThat(map(rules, "cluster-ips")).containsOnlyKeys("10.96.0.10");
    assertThat(map(rules, "no-endpoint-services")).isEmpty();
    assertThat(chain(rules, "service-" + PATH))
        .containsExactly(
            "ip daddr 10.96.0.10 tcp dport 80 ip saddr != 10.244.0.0/16 jump mark-for-masquerade",
            "numgen random mod 2 vmap { 0 : goto %s, 1 : goto %s }"
                .formatted(endpoint("10.244.0.5"), endpoint("10.244.1.6")));
    assertThat(chain(rules, endpoint("10.244.0.5")))
        .containsExactly(
            "ip saddr 10.244.0.5 jump mark-for-masquerade",
            "meta l4proto tcp dnat to 10.244.0.5:8080");
    assertThat(chainsOfServices(rules)).hasSize(3);
  }

  @Test
  void endpointsOfAllSlicesCountOnce() {
    var rules =
        rules(
            Services.web(),
            Services.slice(List.of(Services.unready("10.244.0.5"))),
            Services.slice("10.244.0.5", "10.244.0.4"));

    assertThat(chain(rules, "service-" + PATH).getLast())
        .isEqualTo(
            "numgen random mod 2 vmap { 0 : goto %s, 1 : goto %s }"
                .formatted(endpoint("10.244.0.4"), endpoint("10.244.0.5")));
  }

  @Test
  void serviceWithoutEndpointsIsRejected() {
    var service =
        Services.web(
            spec ->
                spec.withType("NodePort")
                    .withExternalIPs("192.0.2.7")
                    .editFirstPort()
                    .withNodePort(30080)
                    .endPort());

    var rules = rules(service, Services.slice(List.of(Services.unready("10.244.0.5"))));

    assertThat(map(rules, "service-ips")).isEmpty();
    assertThat(map(rules, "service-nodeports")).isEmpty();
    assertThat(map(rules, "no-endpoint-services"))
        .isEqualTo(Map.of(KEY, "goto reject-chain", "192.0.2.7 . tcp . 80", "goto reject-chain"));
    assertThat(map(rules, "no-endpoint-nodeports"))
        .isEqualTo(Map.of("tcp . 30080", "goto reject-chain"));
    assertThat(chain(rules, "reject-chain")).containsExactly("reject");
    assertThat(chainsOfServices(rules)).isEmpty();
  }

  @Test
  void externalTrafficIsMasqueraded() {
    var service =
        Services.web(
            spec ->
                spec.withType("NodePort")
                    .withExternalIPs("192.0.2.7")
                    .editFirstPort()
                    .withNodePort(30080)
                    .endPort());

    var rules = rules(service, Services.slice("10.244.0.5"));

    assertThat(map(rules, "service-nodeports"))
        .isEqualTo(Map.of("tcp . 30080", "goto external-" + PATH));
    assertThat(map(rules, "service-ips"))
        .isEqualTo(
            Map.of(KEY, "goto service-" + PATH, "192.0.2.7 . tcp . 80", "goto external-" + PATH));
    assertThat(chain(rules, "external-" + PATH))
        .containsExactly("jump mark-for-masquerade", "goto service-" + PATH);
  }

  @Test
  void externallyLocalTrafficKeepsItsSource() {
    var rules = rules(externallyLocal(), Services.slice("10.244.0.5"));

    assertThat(chain(rules, "external-" + PATH))
        .containsExactly(
            "ip saddr 10.244.0.0/16 goto service-" + PATH,
            "fib saddr type local jump mark-for-masquerade",
            "fib saddr type local goto service-" + PATH,
            "goto local-" + PATH);
    assertThat(chain(rules, "local-" + PATH))
        .containsExactly("numgen random mod 1 vmap { 0 : goto " + endpoint("10.244.0.5") + " }");
    assertThat(map(rules, "no-endpoint-nodeports")).isEmpty();
  }

  @Test
  void externallyLocalTrafficIsDroppedWhereNoEndpointIs() {
    var elsewhere = Services.endpoint("10.244.1.6").withNodeName("there");

    var rules = rules(externallyLocal(), Services.slice(List.of(elsewhere)));

    assertThat(chain(rules, "external-" + PATH)).hasSize(3);
    assertThat(map(rules, "no-endpoint-nodeports")).isEqualTo(Map.of("tcp . 30080", "drop"));
    assertThat(map(rules, "service-ips")).containsOnlyKeys(KEY);
    assertThat(rules.chains()).doesNotContainKey("local-" + PATH);
  }

  private static Service externallyLocal() {
    return Services.web(
        spec ->
            spec.withType("NodePort")
                .withExternalTrafficPolicy("Local")
                .editFirstPort()
                .withNodePort(30080)
                .endPort());
  }

  @Test
  void internallyLocalTrafficStaysOnTheNode() {
    var service = Services.web(spec -> spec.withInternalTrafficPolicy("Local"));
    var elsewhere = Services.endpoint("10.244.1.6").withNodeName("there");

    var rules = rules(service, Services.slice(List.of(Services.endpoint("10.244.0.5"), elsewhere)));
    var without = rules(service, Services.slice(List.of(elsewhere)));

    assertThat(map(rules, "service-ips")).isEqualTo(Map.of(KEY, "goto local-" + PATH));
    assertThat(chain(rules, "local-" + PATH).getLast())
        .isEqualTo("numgen random mod 1 vmap { 0 : goto " + endpoint("10.244.0.5") + " }");
    assertThat(map(without, "service-ips")).isEmpty();
    assertThat(map(without, "no-endpoint-services")).isEqualTo(Map.of(KEY, "drop"));
  }

  @Test
  void clientsStayWithTheirEndpoints() {
    var service = Services.web(spec -> spec.withSessionAffinity("ClientIP"));
    var set = "affinity-" + PATH + "__10.244.0.5/8080";

    var rules = rules(service, Services.slice("10.244.0.5"));

    assertThat(Objects.requireNonNull(rules.lookups().get(set)).declaration())
        .isEqualTo("type ipv4_addr; flags dynamic,timeout; timeout 10800s;");
    assertThat(chain(rules, "service-" + PATH))
        .contains("ip saddr @" + set + " goto " + endpoint("10.244.0.5"));
    assertThat(chain(rules, endpoint("10.244.0.5"))).contains("update @" + set + " { ip saddr }");
  }

  @Test
  void sourceRangesHoldForTheLoadBalancerAlone() {
    var service =
        new ServiceBuilder(
                Services.web(
                    spec ->
                        spec.withType("LoadBalancer")
                            .withLoadBalancerSourceRanges("203.0.113.0/24", "198.51.100.0/24")
                            .editFirstPort()
                            .withNodePort(30080)
                            .endPort()))
            .withNewStatus()
            .withNewLoadBalancer()
            .addNewIngress()
            .withIp("192.0.2.9")
            .endIngress()
            .endLoadBalancer()
            .endStatus()
            .build();

    var rules = rules(service, Services.slice("10.244.0.5"));

    assertThat(map(rules, "firewall-ips"))
        .isEqualTo(Map.of("192.0.2.9 . tcp . 80", "goto firewall-" + PATH));
    assertThat(chain(rules, "firewall-" + PATH))
        .containsExactly("ip saddr != { 203.0.113.0/24, 198.51.100.0/24 } drop");
    assertThat(map(rules, "service-ips")).containsKey("192.0.2.9 . tcp . 80");
  }

  @Test
  void orderOfServicesAndSlicesDoesNotMatter() {
    var other =
        new ServiceBuilder(Services.web(spec -> spec.withClusterIP("10.96.0.1").withClusterIPs()))
            .editMetadata()
            .withName("other")
            .endMetadata()
            .build();
    var slices = List.of(Services.slice("10.244.0.5"), Services.slice("10.244.0.6", "10.244.0.7"));
    var proxy = new ProxyRules(Services.PLACE, Services.PODS);

    assertThat(proxy.of(List.of(other, Services.web()), slices))
        .isEqualTo(proxy.of(List.of(Services.web(), other), slices.reversed()));
  }

  @Test
  void withoutServicesOnlyTheStandingRulesAreThere() {
    var rules = new ProxyRules(Services.PLACE, Services.PODS).of(List.of(), List.of());

    assertThat(chainsOfServices(rules)).isEmpty();
    assertThat(chain(rules, "services")).hasSize(2);
    assertThat(rules.lookups().values()).allMatch(lookup -> lookup.elements().isEmpty());
  }
}
