package dev.timonier.server.bootstrap;

import dev.timonier.server.bootstrap.SystemObjects.Place;
import dev.timonier.server.object.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.Supplier;

/// Tells where the cluster is, and by whose certificates it is known, in the ConfigMap
/// `cluster-info` that kubeadm makes
/// (<https://kubernetes.io/docs/reference/setup-tools/kubeadm/implementation-details/>). What else
/// the ConfigMap has stays: signatures by bootstrap tokens. Nobody may read it without credentials
/// unless those say so who run the cluster.
public final class ClusterInfo implements Bootstrap.Step {
  private static final Place PLACE =
      new Place("", "v1", "configmaps", "kube-public", "cluster-info");

  private final SystemObjects objects;
  private final Path authority;
  private final Supplier<String> server;

  /// @param authority certificates as PEM
  /// @param server where clients reach the server, as in `192.0.2.1:6443`
  public ClusterInfo(SystemObjects objects, Path authority, Supplier<String> server) {
    this.objects = objects;
    this.authority = authority;
    this.server = server;
  }

  @Override
  public void run() {
    var kubeconfig = kubeconfig();
    objects.reconcile(PLACE, root -> Trees.child(root, "data").put("kubeconfig", kubeconfig));
  }

  /// As kubeadm writes it: of a cluster without a name, and of nobody.
  private String kubeconfig() {
    return """
    apiVersion: v1
    clusters:
    - cluster:
        certificate-authority-data: %s
        server: https://%s
      name: ""
    contexts: null
    current-context: ""
    kind: Config
    preferences: {}
    users: null
    """
        .formatted(Base64.getEncoder().encodeToString(certificates()), server.get());
  }

  private byte[] certificates() {
    try {
      return Files.readAllBytes(authority);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
