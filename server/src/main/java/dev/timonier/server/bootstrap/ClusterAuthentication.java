package dev.timonier.server.bootstrap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.bootstrap.SystemObjects.Place;
import dev.timonier.server.object.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Tells servers that extend the API whose client certificates to trust
/// (<https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/>). Authorities
/// of other API servers stay.
public final class ClusterAuthentication implements Bootstrap.Step {
  private static final Place PLACE =
      new Place("", "v1", "configmaps", "kube-system", "extension-apiserver-authentication");
  private static final String CLIENTS = "client-ca-file";

  private final SystemObjects objects;
  private final Path clientAuthority;

  /// @param clientAuthority certificates as PEM
  public ClusterAuthentication(SystemObjects objects, Path clientAuthority) {
    this.objects = objects;
    this.clientAuthority = clientAuthority;
  }

  @Override
  public void run() {
    var certificates = read();
    objects.reconcile(PLACE, root -> add(root, certificates));
  }

  private String read() {
    try {
      return Files.readString(clientAuthority);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(ObjectNode root, String certificates) {
    var data = Trees.child(root, "data");
    var present = Trees.text(data, CLIENTS);
    if (!present.contains(certificates.strip())) {
      data.put(CLIENTS, present + certificates);
    }
  }
}
