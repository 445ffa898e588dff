package dev.timonier.nodeagent.container;

import java.util.List;

/// The cluster's name service.
///
/// @param servers its addresses; none when the cluster has no name service
/// @param domain such as `cluster.local`
public record ClusterDns(List<String> servers, String domain) {
  public static final ClusterDns NONE = new ClusterDns(List.of(), "cluster.local");
}
