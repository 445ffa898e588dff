package dev.timonier.cluster;

import dev.timonier.cluster.directory.ClusterSettings;
import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.cluster.node.Machine;
import dev.timonier.cluster.pki.ClusterPki;
import dev.timonier.cluster.pki.Identity;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What the parts of a cluster need to know and trust each other.
final class Certificates {
  private static final List<String> SERVER_NAMES =
      List.of(
          "localhost",
          "kubernetes",
          "kubernetes.default",
          "kubernetes.default.svc",
          "kubernetes.default.svc.cluster.local");

  private final ClusterPki pki;
  private final DataDirectory directory;
  private final ClusterSettings settings;

  Certificates(ClusterPki pki, DataDirectory directory, ClusterSettings settings) {
    this.pki = pki;
    this.directory = directory;
    this.settings = settings;
  }

  /// Certificates and keys, before anything starts.
  void ensure() {
    pki.ensureServer("apiserver", new Identity("kube-apiserver", List.of()), serverAddresses());
    pki.ensureClient("apiserver-kubelet-client", Identity.APISERVER);
    pki.ensureTokenKeys();
  }

  /// @param server the API server's address, as in `https://127.0.0.1:6443`
  void ensureKubeconfigs(String server) {
    pki.ensureKubeconfig(directory.kubeconfig(), Identity.ADMINISTRATOR, server);
    pki.ensureKubeconfig(directory.kubeconfig("scheduler"), Identity.SCHEDULER, server);
    pki.ensureKubeconfig(
        directory.kubeconfig("controller-manager"), Identity.CONTROLLER_MANAGER, server);
  }

  /// What the node of this machine needs as a process of its own.
  void ensureNodeKubeconfigs(String server) {
    pki.ensureKubeconfig(directory.kubeconfig("node"), Identity.node(Machine.nodeName()), server);
    pki.ensureKubeconfig(directory.kubeconfig("proxy"), Identity.PROXY, server);
  }

  private Set<String> serverAddresses() {
    var addresses = new LinkedHashSet<>(SERVER_NAMES);
    addresses.add(settings.network().firstService());
    addresses.addAll(machineAddresses());
    return addresses;
  }

  /// The addresses of this machine's interfaces, loopback included, without IPv6 zones.
  private static Set<String> machineAddresses() {
    try {
      var addresses = new LinkedHashSet<String>();
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLinkLocalAddress())
          .map(InetAddress::getHostAddress)
          .map(address -> address.replaceFirst("%.*", ""))
          .forEach(addresses::add);
      return addresses;
    } catch (SocketException e) {
      return Set.of("127.0.0.1");
    }
  }
}
