package dev.timonier.cluster.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.network.Cidr;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineNetworksTest {
  @Test
  void routesAreReadFromTheKernelsTable() {
    var lines =
        List.of(
            "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT   ",
            "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0   ",
            "eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0   ",
            "*\t0000F40A\t00000000\t0200\t0\t0\t0\t0000FFFF\t0\t0\t0   ",
            "veth1\t0500F50A\t00000000\t0005\t0\t0\t0\tFFFFFFFF\t0\t0\t0   ");

    assertThat(MachineNetworks.routes(lines))
        .extracting(Cidr::toString)
        .containsExactly("192.0.2.0/24", "10.244.0.0/16", "10.245.0.5/32");
  }

  @Test
  void thisMachineHasItsLoopback() {
    assertThat(MachineNetworks.used()).extracting(Cidr::toString).contains("127.0.0.0/8");
  }
}
