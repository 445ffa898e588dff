package dev.timonier.nodeagent.proxy;

import dev.timonier.nodeagent.nftables.Ruleset;

/// The rules that are there without any service: they look destinations up in maps, which services
/// fill. The names of chains and maps are those of kube-proxy.
///
/// A packet of a new connection passes:
///
/// ```
/// firewall-check     before its destination is changed: from where may a load balancer be used?
/// services           changes the destination to an endpoint, by service-ips or service-nodeports
/// endpoints-check    of what was not changed: has it gone to a service without endpoints?
/// masquerading       on its way out: changes the source if the packet was marked for that
/// ```
final class StandingRules {
  static final String SERVICE_IPS = "service-ips";
  static final String SERVICE_NODE_PORTS = "service-nodeports";
  static final String NO_ENDPOINT_SERVICES = "no-endpoint-services";
  static final String NO_ENDPOINT_NODE_PORTS = "no-endpoint-nodeports";
  static final String FIREWALL_IPS = "firewall-ips";
  static final String CLUSTER_IPS = "cluster-ips";
  static final String MARK = "mark-for-masquerade";
  static final String REJECT = "reject-chain";

  private static final String BY_ADDRESS = "type ipv4_addr . inet_proto . inet_service : verdict;";
  private static final String BY_PORT = "type inet_proto . inet_service : verdict;";
  private static final String ADDRESS = "ip daddr . meta l4proto . th dport vmap @";
  private static final String NODE_PORT =
      "fib daddr type local ip daddr != 127.0.0.0/8 meta l4proto . th dport vmap @";
  private static final String NEW = "ct state new jump ";
  private static final String MASQUERADE_MARK = "0x00004000";

  private StandingRules() {}

  static void add(Ruleset.Builder rules) {
    addLookups(rules);
    addHooks(rules);
    addChecks(rules);
    addTranslation(rules);
  }

  private static void addLookups(Ruleset.Builder rules) {
    rules
        .map(SERVICE_IPS, BY_ADDRESS)
        .map(SERVICE_NODE_PORTS, BY_PORT)
        .map(NO_ENDPOINT_SERVICES, BY_ADDRESS)
        .map(NO_ENDPOINT_NODE_PORTS, BY_PORT)
        .map(FIREWALL_IPS, BY_ADDRESS)
        .set(CLUSTER_IPS, "type ipv4_addr;");
  }

  /// Priority -100 is where destinations are changed, 100 where sources are.
  private static void addHooks(Ruleset.Builder rules) {
    rules
        .hook("filter-prerouting-pre-dnat", "type filter hook prerouting priority -110;")
        .hook("filter-output-pre-dnat", "type filter hook output priority -110;")
        .hook("filter-input", "type filter hook input priority 0;")
        .hook("filter-forward", "type filter hook forward priority 0;")
        .hook("filter-output", "type filter hook output priority 0;")
        .hook("nat-prerouting", "type nat hook prerouting priority -100;")
        .hook("nat-output", "type nat hook output priority -100;")
        .hook("nat-postrouting", "type nat hook postrouting priority 100;");
  }

  private static void addChecks(Ruleset.Builder rules) {
    rules
        .rule("filter-prerouting-pre-dnat", NEW + "firewall-check")
        .rule("filter-output-pre-dnat", NEW + "firewall-check")
        .rule("filter-input", NEW + "endpoints-check")
        .rule("filter-forward", NEW + "endpoints-check")
        .rule("filter-forward", NEW + "cluster-ips-check")
        .rule("filter-output", NEW + "endpoints-check")
        .rule("filter-output", NEW + "cluster-ips-check")
        .rule("firewall-check", ADDRESS + FIREWALL_IPS)
        .rule("endpoints-check", ADDRESS + NO_ENDPOINT_SERVICES)
        .rule("endpoints-check", NODE_PORT + NO_ENDPOINT_NODE_PORTS)
        .rule("cluster-ips-check", "ip daddr @" + CLUSTER_IPS + " reject")
        .rule(REJECT, "reject");
  }

  private static void addTranslation(Ruleset.Builder rules) {
    rules
        .rule("nat-prerouting", "jump services")
        .rule("nat-output", "jump services")
        .rule("nat-postrouting", "jump masquerading")
        .rule("services", ADDRESS + SERVICE_IPS)
        .rule("services", NODE_PORT + SERVICE_NODE_PORTS)
        .rule(MARK, "meta mark set meta mark or " + MASQUERADE_MARK)
        .rule("masquerading", "meta mark and " + MASQUERADE_MARK + " == 0 return")
        .rule("masquerading", "meta mark set meta mark xor " + MASQUERADE_MARK)
        .rule("masquerading", "masquerade fully-random");
  }
}
