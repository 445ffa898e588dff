package dev.timonier.nodeagent.proxy;

import dev.timonier.machinery.meta.NamespacedName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One port of a service.
///
/// @param name the port's name; empty when it has none
/// @param nodePort 0 when there is none
/// @param loadBalancerIps the addresses that a load balancer leaves in packets
/// @param sourceRanges from where a load balancer may be used; from everywhere when empty
/// @param affinity how long a client stays with its endpoint, if it does
record ServicePort(
    NamespacedName service,
    String name,
    Protocol protocol,
    String clusterIp,
    int port,
    int nodePort,
    List<String> externalIps,
    List<String> loadBalancerIps,
    List<String> sourceRanges,
    Optional<Duration> affinity,
    TrafficPolicy internalPolicy,
    TrafficPolicy externalPolicy) {
  /// What names of chains are made of: `default/web/tcp/http`.
  String path() {
    return service.namespace() + "/" + service.name() + "/" + protocol + "/" + name;
  }

  boolean isExternallyAccessible() {
    return nodePort != 0 || !externalIps.isEmpty() || !loadBalancerIps.isEmpty();
  }

  /// Traffic of the cluster's own pods to external addresses goes to all endpoints, whatever the
  /// external policy.
  boolean usesClusterEndpoints() {
    return internalPolicy == TrafficPolicy.CLUSTER || isExternallyAccessible();
  }

  boolean usesLocalEndpoints() {
    return internalPolicy == TrafficPolicy.LOCAL
        || (isExternallyAccessible() && externalPolicy == TrafficPolicy.LOCAL);
  }
}
