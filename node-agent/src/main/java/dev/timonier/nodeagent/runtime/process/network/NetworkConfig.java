package dev.timonier.nodeagent.runtime.process.network;

/// One node's part of the pod network. All names and ranges differ between clusters that share a
/// machine.
///
/// @param podRange the node's pod addresses, such as `10.244.0.0/24`
/// @param clusterRange all pods' addresses, such as `10.244.0.0/16`; traffic within is not
///   masqueraded
/// @param table name of the nftables table for masquerade and host ports
/// @param interfacePrefix of the machine's end of each pod's connection, at most 5 characters
/// @param mtu largest packet in bytes
public record NetworkConfig(
    String podRange, String clusterRange, String table, String interfacePrefix, int mtu) {}
