package dev.timonier.nodeagent.proxy;

import dev.timonier.nodeagent.linux.Descriptor;
import dev.timonier.nodeagent.linux.Links;
import dev.timonier.nodeagent.linux.Linux;
import dev.timonier.nodeagent.linux.NetlinkSocket;
import dev.timonier.nodeagent.nftables.Nft;
import dev.timonier.nodeagent.nftables.Transaction;
import dev.timonier.nodeagent.runtime.SandboxId;
import dev.timonier.nodeagent.runtime.process.network.NetworkConfig;
import dev.timonier.nodeagent.runtime.process.network.RoutedNetwork;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.io.IOException;
import java.net.Inet4Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A machine with three pods, and somebody outside, each in a network namespace of its own:
///
/// ```
/// outside 192.0.2.2 — 192.0.2.1 machine — 10.244.0.2, 10.244.0.3, 10.244.0.4 pods
/// ```
final class TestNetwork implements AutoCloseable {
  static final String MACHINE = "192.0.2.1";
  static final String OUTSIDE = "192.0.2.2";
  static final Transaction TABLE = new Transaction("timonier_test_proxy");

  final Enclave machine = new Enclave();
  final Enclave outside = new Enclave();
  final List<Enclave> pods = List.of(new Enclave(), new Enclave(), new Enclave());

  /// The pods' listeners by address.
  final Map<String, Listener> listeners = new LinkedHashMap<>();

  TestNetwork(Path directory) throws Exception {
    connectOutside();
    var config =
        new NetworkConfig("10.244.0.0/24", Services.PODS, "timonier_test_pods", "ttp", 1400);
    var network = new RoutedNetwork(config, directory);
    machine.in(() -> start(network));
    for (var pod : pods) {
      connect(network, pod);
    }
  }

  /// Every refusal is told, however many there were before.
  private static Void start(RoutedNetwork network) throws IOException {
    Files.writeString(Path.of("/proc/sys/net/ipv4/icmp_ratelimit"), "0");
    network.start(Map.of());
    return null;
  }

  private void connect(RoutedNetwork network, Enclave pod) throws Exception {
    var sandbox = new SandboxId("pod" + listeners.size());
    var file = pod.file();
    var address = machine.in(() -> network.attach(sandbox, file, List.of())).getFirst();
    listeners.put(address, pod.in(() -> new Listener(address)));
  }

  private void connectOutside() throws Exception {
    var there = outside.file().toString();
    machine.in(
        () -> {
          try (var namespace = Descriptor.open(there, Linux.O_RDONLY);
              var socket = new NetlinkSocket()) {
            new Links(socket).createPair("uplink", "uplink", namespace, 1500);
            return setUp(new Links(socket), MACHINE, OUTSIDE);
          }
        });
    outside.in(
        () -> {
          try (var socket = new NetlinkSocket()) {
            return setUp(new Links(socket), OUTSIDE, MACHINE);
          }
        });
  }

  private static Void setUp(Links links, String own, String other) throws IOException {
    links.up(links.index("lo"));
    var index = links.index("uplink");
    links.addAddress(index, Inet4Address.ofLiteral(own));
    links.up(index);
    links.addNeighbourRoute(index, Inet4Address.ofLiteral(other), Inet4Address.ofLiteral(own));
    links.addDefaultRoute(index, Inet4Address.ofLiteral(other));
    return null;
  }

  /// Applies the rules for a service to the machine.
  void apply(Service service, EndpointSlice... slices) throws Exception {
    var rules = new ProxyRules(Services.PLACE, Services.PODS);
    var commands = TABLE.replace(rules.of(List.of(service), List.of(slices)));
    machine.in(
        () -> {
          new Nft().apply(commands);
          return commands;
        });
  }

  String[] addresses() {
    return listeners.keySet().toArray(String[]::new);
  }

  @Override
  public void close() throws IOException {
    for (var listener : listeners.values()) {
      listener.close();
    }
    var all = new ArrayList<>(pods);
    all.add(machine);
    all.add(outside);
    for (var each : all) {
      each.close();
    }
  }
}
