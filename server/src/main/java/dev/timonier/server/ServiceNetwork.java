package dev.timonier.server;

import dev.timonier.machinery.network.Cidr;
import dev.timonier.server.resource.core.service.allocation.PortRange;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// What Services get addresses and ports from.
///
/// @param ranges of cluster IPs: one, or one of each family with the primary one first
/// @param advertised the address of this server that pods are told; empty to find one out
public record ServiceNetwork(
    List<Cidr> ranges, PortRange nodePorts, Optional<InetAddress> advertised) {
  public static final ServiceNetwork DEFAULT =
      new ServiceNetwork(
          List.of(Cidr.parse("10.96.0.0/12").orElseThrow()), PortRange.DEFAULT, Optional.empty());

  public ServiceNetwork {
    ranges = List.copyOf(ranges);
  }
}
