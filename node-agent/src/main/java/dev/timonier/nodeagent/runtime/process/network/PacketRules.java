package dev.timonier.nodeagent.runtime.process.network;

import dev.timonier.nodeagent.nftables.Nft;
import dev.timonier.nodeagent.nftables.PacketFilter;
import dev.timonier.nodeagent.nftables.Transaction;
import dev.timonier.nodeagent.runtime.SandboxConfig.PortMapping;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The nftables table of one node: masquerades what leaves the pod network, and leads host ports to
/// pods. It is written anew, in one transaction, whenever a host port comes or goes.
final class PacketRules {
  /// A host port and where it leads.
  record Forward(PortMapping port, String address) {
    private String rule() {
      var local = port.hostIp().isEmpty() || port.hostIp().equals("0.0.0.0");
      return (local ? "" : "ip daddr " + port.hostIp() + " ")
          + port.protocol().toLowerCase(Locale.ROOT)
          + " dport "
          + port.hostPort()
          + " dnat to "
          + address
          + ":"
          + port.containerPort();
    }
  }

  private final NetworkConfig config;
  private final PacketFilter filter = new Nft();

  PacketRules(NetworkConfig config) {
    this.config = config;
  }

  void apply(List<Forward> forwards) throws IOException {
    filter.apply(table(forwards));
  }

  void remove() throws IOException {
    filter.apply(new Transaction(config.table()).remove());
  }

  String table(List<Forward> forwards) {
    return """
    table ip %1$s {}
    delete table ip %1$s
    table ip %1$s {
      chain hostports {
    %5$s
      }
      chain prerouting {
        type nat hook prerouting priority dstnat;
        fib daddr type local jump hostports
      }
      chain output {
        type nat hook output priority -100;
        fib daddr type local jump hostports
      }
      chain postrouting {
        type nat hook postrouting priority srcnat;
        ip saddr %2$s ip daddr != { %3$s, 224.0.0.0/4 } masquerade
        ip saddr 127.0.0.0/8 oifname "%4$s*" masquerade
      }
    }
    """
        .formatted(
            config.table(),
            config.podRange(),
            config.clusterRange(),
            config.interfacePrefix(),
            forwards.stream().map(Forward::rule).collect(Collectors.joining("\n")));
  }
}
