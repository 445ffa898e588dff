package dev.timonier.nodeagent.proxy;

import static dev.timonier.nodeagent.proxy.StandingRules.CLUSTER_IPS;
import static dev.timonier.nodeagent.proxy.StandingRules.FIREWALL_IPS;
import static dev.timonier.nodeagent.proxy.StandingRules.MARK;
import static dev.timonier.nodeagent.proxy.StandingRules.NO_ENDPOINT_NODE_PORTS;
import static dev.timonier.nodeagent.proxy.StandingRules.NO_ENDPOINT_SERVICES;
import static dev.timonier.nodeagent.proxy.StandingRules.REJECT;
import static dev.timonier.nodeagent.proxy.StandingRules.SERVICE_IPS;
import static dev.timonier.nodeagent.proxy.StandingRules.SERVICE_NODE_PORTS;

import dev.timonier.nodeagent.nftables.Ruleset;
import java.util.List;
import java.util.stream.Stream;

/// The rules of one service port. Of a port `default/web/tcp/http` with an endpoint there are:
///
/// ```
/// service-default/web/tcp/http                  one of all endpoints
/// local-default/web/tcp/http                    one of the endpoints on this node
/// external-default/web/tcp/http                 for external addresses: one of those two chains
/// firewall-default/web/tcp/http                 drops what is not from the source ranges
/// endpoint-default/web/tcp/http__10.0.0.1/80    changes the destination
/// affinity-default/web/tcp/http__10.0.0.1/80    the clients that stay with the endpoint
/// ```
final class ServiceRules {
  private static final String DROP = "drop";

  private final Ruleset.Builder rules;
  private final ServicePort port;
  private final Candidates endpoints;
  private final String podRange;

  private ServiceRules(
      Ruleset.Builder rules, ServicePort port, Candidates endpoints, String podRange) {
    this.rules = rules;
    this.port = port;
    this.endpoints = endpoints;
    this.podRange = podRange;
  }

  /// Adds the rules of a service port.
  ///
  /// @param podRange the addresses of the cluster's pods
  static void add(Ruleset.Builder rules, ServicePort port, Candidates endpoints, String podRange) {
    new ServiceRules(rules, port, endpoints, podRange).add();
  }

  private void add() {
    addInternal();
    addExternal();
    addFirewall();
    addChoice(chain("service"), endpoints.cluster());
    addChoice(chain("local"), endpoints.local());
    endpoints.all().forEach(this::addEndpoint);
  }

  private void addInternal() {
    rules.element(CLUSTER_IPS, port.clusterIp());
    var target = policyChain(port.internalPolicy());
    if (leadsSomewhere(port.internalPolicy())) {
      rules
          .element(SERVICE_IPS, key(port.clusterIp()), "goto " + target)
          .rule(
              target,
              "ip daddr %s %s dport %d ip saddr != %s jump %s"
                  .formatted(port.clusterIp(), port.protocol(), port.port(), podRange, MARK));
    } else {
      rules.element(NO_ENDPOINT_SERVICES, key(port.clusterIp()), refusal());
    }
  }

  private void addExternal() {
    if (!port.isExternallyAccessible()) {
      return;
    }
    if (endpoints.isServed()) {
      externalAddresses().forEach(ip -> rules.element(SERVICE_IPS, key(ip), externally()));
      nodePorts().forEach(key -> rules.element(SERVICE_NODE_PORTS, key, externally()));
      addExternalChain();
    }
    if (!leadsSomewhere(port.externalPolicy())) {
      externalAddresses().forEach(ip -> rules.element(NO_ENDPOINT_SERVICES, key(ip), refusal()));
      nodePorts().forEach(key -> rules.element(NO_ENDPOINT_NODE_PORTS, key, refusal()));
    }
  }

  /// With the policy Local clients keep their addresses. Pods and the node itself are led to any
  /// endpoint all the same, as if they had gone out and come back through a load balancer.
  private void addExternalChain() {
    var chain = chain("external");
    if (port.externalPolicy() == TrafficPolicy.LOCAL) {
      rules
          .rule(chain, "ip saddr " + podRange + " goto " + chain("service"))
          .rule(chain, "fib saddr type local jump " + MARK)
          .rule(chain, "fib saddr type local goto " + chain("service"));
    } else {
      rules.rule(chain, "jump " + MARK);
    }
    if (leadsSomewhere(port.externalPolicy())) {
      rules.rule(chain, "goto " + policyChain(port.externalPolicy()));
    }
  }

  private void addFirewall() {
    if (port.sourceRanges().isEmpty() || port.loadBalancerIps().isEmpty()) {
      return;
    }
    var allowed = String.join(", ", port.sourceRanges());
    rules.rule(chain("firewall"), "ip saddr != { " + allowed + " } drop");
    port.loadBalancerIps()
        .forEach(ip -> rules.element(FIREWALL_IPS, key(ip), "goto " + chain("firewall")));
  }

  /// One of the endpoints: the one that the client stays with, else any.
  private void addChoice(String chain, List<Endpoint> choice) {
    if (choice.isEmpty()) {
      return;
    }
    if (port.affinity().isPresent()) {
      choice.forEach(
          each ->
              rules.rule(chain, "ip saddr @" + affinitySet(each) + " goto " + endpointChain(each)));
    }
    rules.rule(chain, "numgen random mod %d vmap { %s }".formatted(choice.size(), cases(choice)));
  }

  private String cases(List<Endpoint> choice) {
    var cases = new StringBuilder();
    for (var i = 0; i < choice.size(); i++) {
      cases.append(i == 0 ? "" : ", ").append(i).append(" : goto ");
      cases.append(endpointChain(choice.get(i)));
    }
    return cases.toString();
  }

  /// An endpoint that is its own client would answer itself past us, were its address not changed.
  private void addEndpoint(Endpoint endpoint) {
    var chain = endpointChain(endpoint);
    rules.rule(chain, "ip saddr " + endpoint.address() + " jump " + MARK);
    port.affinity()
        .ifPresent(
            time -> {
              var timeout = "timeout " + time.toSeconds() + "s;";
              rules
                  .set(affinitySet(endpoint), "type ipv4_addr; flags dynamic,timeout; " + timeout)
                  .rule(chain, "update @" + affinitySet(endpoint) + " { ip saddr }");
            });
    rules.rule(chain, "meta l4proto " + port.protocol() + " dnat to " + endpoint);
  }

  private boolean leadsSomewhere(TrafficPolicy policy) {
    return switch (policy) {
      case CLUSTER -> endpoints.isServed();
      case LOCAL -> !endpoints.local().isEmpty();
    };
  }

  private String policyChain(TrafficPolicy policy) {
    return switch (policy) {
      case CLUSTER -> chain("service");
      case LOCAL -> chain("local");
    };
  }

  /// Without endpoints clients are told; where there are some elsewhere, they must not be.
  private String refusal() {
    return endpoints.isServed() ? DROP : "goto " + REJECT;
  }

  private String externally() {
    return "goto " + chain("external");
  }

  private Stream<String> externalAddresses() {
    return Stream.concat(port.externalIps().stream(), port.loadBalancerIps().stream());
  }

  private Stream<String> nodePorts() {
    return port.nodePort() == 0
        ? Stream.empty()
        : Stream.of(port.protocol() + " . " + port.nodePort());
  }

  private String key(String address) {
    return address + " . " + port.protocol() + " . " + port.port();
  }

  private String chain(String role) {
    return role + "-" + port.path();
  }

  private String endpointChain(Endpoint endpoint) {
    return chain("endpoint") + "__" + endpoint.path();
  }

  private String affinitySet(Endpoint endpoint) {
    return chain("affinity") + "__" + endpoint.path();
  }
}
