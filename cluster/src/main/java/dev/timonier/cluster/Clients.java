package dev.timonier.cluster;

import dev.timonier.cluster.local.LocalClientFactory;
import dev.timonier.cluster.pki.ClusterPki;
import dev.timonier.cluster.pki.Identity;
import dev.timonier.server.http.RequestHandler;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.Executor;

/// Makes the clients of the parts that live in the API server's process.
final class Clients {
  private final RequestHandler server;
  private final ClusterPki pki;
  private final Executor executor;
  private final Startup startup;

  Clients(RequestHandler server, ClusterPki pki, Executor executor, Startup startup) {
    this.server = server;
    this.pki = pki;
    this.executor = executor;
    this.startup = startup;
  }

  /// A client that ends with the cluster.
  KubernetesClient of(Identity identity) {
    var certificate = pki.authority().issue(identity).certificate();
    return startup.own(new LocalClientFactory(server, certificate, executor).client());
  }
}
