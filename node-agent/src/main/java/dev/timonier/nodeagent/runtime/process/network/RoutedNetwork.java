package dev.timonier.nodeagent.runtime.process.network;

import dev.timonier.nodeagent.linux.Descriptor;
import dev.timonier.nodeagent.linux.KernelException;
import dev.timonier.nodeagent.linux.Links;
import dev.timonier.nodeagent.linux.Linux;
import dev.timonier.nodeagent.linux.Namespaces;
import dev.timonier.nodeagent.linux.NetlinkSocket;
import dev.timonier.nodeagent.runtime.SandboxConfig.PortMapping;
import dev.timonier.nodeagent.runtime.SandboxId;
import java.io.IOException;
import java.net.Inet4Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives each pod a cable of its own to the machine, which routes:
///
/// ```
/// pod: eth0 10.244.0.5/32, default via 10.244.0.1
///  |
/// machine: tim0123456789 10.244.0.1/32, route to 10.244.0.5
/// ```
///
/// There is no bridge between the pods. Over a bridge, answers of a pod to another one on the same
/// machine would bypass the machine's packet filter, so that addresses of services would not be
/// translated back unless the module `br_netfilter` is there; and nothing needs to be taken away
/// but the cables, which go with the pods' namespaces.
public final class RoutedNetwork implements PodNetwork {
  private static final Logger LOG = LoggerFactory.getLogger(RoutedNetwork.class);
  private static final String POD_INTERFACE = "eth0";
  private static final int INTERFACE_NAME_LENGTH = 15;

  private final NetworkConfig config;
  private final AddressRange range;
  private final AddressLedger ledger;
  private final PacketRules rules;

  /// Guarded by itself.
  private final Map<SandboxId, List<PacketRules.Forward>> forwards = new LinkedHashMap<>();

  /// @param directory keeps the ledger
  public RoutedNetwork(NetworkConfig config, Path directory) throws IOException {
    this.config = config;
    this.range = AddressRange.parse(config.podRange());
    this.ledger = new AddressLedger(directory.resolve("addresses"), range);
    this.rules = new PacketRules(config);
  }

  @Override
  public void start(Map<SandboxId, List<PortMapping>> sandboxes) throws IOException {
    ledger.retain(sandboxes.keySet().stream().map(SandboxId::value).toList());
    Files.writeString(Path.of("/proc/sys/net/ipv4/ip_forward"), "1");
    synchronized (forwards) {
      sandboxes.forEach(this::adopt);
      applyRules();
    }
  }

  private void adopt(SandboxId sandbox, List<PortMapping> ports) {
    ledger
        .addresses(sandbox.value())
        .forEach(address -> forwards.put(sandbox, forwards(address.getHostAddress(), ports)));
  }

  private static List<PacketRules.Forward> forwards(String address, List<PortMapping> ports) {
    return ports.stream()
        .filter(port -> port.hostPort() > 0)
        .map(port -> new PacketRules.Forward(port, address))
        .toList();
  }

  /// Without nftables pods reach each other and the machine, but neither the world nor host ports.
  private void applyRules() {
    try {
      rules.apply(forwards.values().stream().flatMap(List::stream).toList());
    } catch (IOException failure) {
      LOG.warn("no masquerade and no host ports for pods: {}", failure.getMessage());
    }
  }

  @Override
  public List<String> attach(SandboxId sandbox, Path namespace, List<PortMapping> ports)
      throws IOException {
    var address = ledger.allocate(sandbox.value());
    try {
      connect(sandbox, namespace, address);
      forward(sandbox, address.getHostAddress(), ports);
      return List.of(address.getHostAddress());
    } catch (IOException failure) {
      detach(sandbox);
      throw failure;
    }
  }

  private void connect(SandboxId sandbox, Path namespace, Inet4Address address) throws IOException {
    try (var pod = Descriptor.open(namespace.toString(), Linux.O_RDONLY);
        var here = new NetlinkSocket();
        var there = Namespaces.in(namespace.toString(), Linux.CLONE_NEWNET, NetlinkSocket::new)) {
      var links = new Links(here);
      links.createPair(interfaceName(sandbox), POD_INTERFACE, pod, config.mtu());
      configurePod(new Links(there), address);
      var index = links.index(interfaceName(sandbox));
      links.addAddress(index, range.gateway());
      links.addNeighbourRoute(index, address, range.gateway());
    }
  }

  private void configurePod(Links links, Inet4Address address) throws KernelException {
    links.up(links.index("lo"));
    var index = links.index(POD_INTERFACE);
    links.addAddress(index, address);
    links.up(index);
    links.addNeighbourRoute(index, range.gateway(), address);
    links.addDefaultRoute(index, range.gateway());
  }

  private String interfaceName(SandboxId sandbox) {
    var name = config.interfacePrefix() + sandbox.value();
    return name.substring(0, Math.min(INTERFACE_NAME_LENGTH, name.length()));
  }

  /// Connections of the machine to itself (127.0.0.1) may be led to a pod only if its interface
  /// accepts them.
  private void forward(SandboxId sandbox, String address, List<PortMapping> ports)
      throws IOException {
    var mapped = forwards(address, ports);
    if (mapped.isEmpty()) {
      return;
    }
    var name = interfaceName(sandbox);
    Files.writeString(Path.of("/proc/sys/net/ipv4/conf/" + name + "/route_localnet"), "1");
    synchronized (forwards) {
      forwards.put(sandbox, mapped);
      applyRules();
    }
  }

  @Override
  public void detach(SandboxId sandbox) throws IOException {
    synchronized (forwards) {
      if (!Objects.requireNonNullElse(forwards.remove(sandbox), List.of()).isEmpty()) {
        applyRules();
      }
    }
    try (var here = new NetlinkSocket()) {
      new Links(here).delete(interfaceName(sandbox));
    } catch (KernelException gone) {
      LOG.debug("{} has no interface: {}", sandbox, gone.getMessage());
    }
    ledger.free(sandbox.value());
  }

  @Override
  public void remove() throws IOException {
    try {
      rules.remove();
    } catch (IOException failure) {
      LOG.debug("no packet rules to remove: {}", failure.getMessage());
    }
  }
}
