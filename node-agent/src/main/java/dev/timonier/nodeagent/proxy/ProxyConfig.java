package dev.timonier.nodeagent.proxy;

import java.time.Duration;

/// One node's proxy.
///
/// @param table name of its nftables table, which nobody else writes to
/// @param clusterRange all pods' addresses, such as `10.244.0.0/16`; traffic of others to services
///   is masqueraded
/// @param delay how long changes are collected before they are applied
public record ProxyConfig(String table, String clusterRange, Duration delay) {
  /// With the table `kube-proxy` and a delay that nobody notices.
  public static ProxyConfig of(String clusterRange) {
    return new ProxyConfig("kube-proxy", clusterRange, Duration.ofMillis(50));
  }
}
