package dev.timonier.cluster.node;

import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.cluster.pki.ClusterPki;
import dev.timonier.cluster.pki.Identity;
import dev.timonier.cluster.pki.SelfSigned;
import dev.timonier.machinery.time.Time;
import dev.timonier.nodeagent.server.http.ServerTls;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The certificates of a node's own API, which serves logs, commands and forwarded ports to the API
/// server.
public final class NodeCertificates {
  private static final String FILES = "kubelet";

  private NodeCertificates() {}

  /// A serving certificate from the authority of the cluster.
  public static ServerTls ofCluster(ClusterPki pki, String node) {
    pki.ensureServer(FILES, Identity.node(node), addresses(node));
    return new ServerTls(pki.certificate(FILES), pki.key(FILES), pki.authorityCertificate());
  }

  /// From the authority in the directory where there is one. Elsewhere it is `pki/kubelet.crt` and
  /// its key; they are made, signed by themselves, when they are missing, as the kubelet does.
  ///
  /// @param authority that clients are trusted by, in PEM
  public static ServerTls in(DataDirectory directory, String node, String authority, Time time) {
    var random = new SecureRandom();
    if (Files.exists(directory.pki().resolve("ca.key"))) {
      return ofCluster(ClusterPki.open(directory, time, random), node);
    }
    var own = new SelfSigned(directory, time, random);
    own.ensureServer(FILES, Identity.node(node), addresses(node));
    return new ServerTls(
        own.certificate(FILES), own.key(FILES), own.writeClientAuthority(authority));
  }

  private static Set<String> addresses(String node) {
    return new LinkedHashSet<>(List.of(node, Machine.address(), "127.0.0.1", "localhost"));
  }
}
