package dev.timonier.cluster;

import dev.timonier.cluster.local.LocalClientFactory;
import dev.timonier.cluster.local.NetworkAccess;
import dev.timonier.cluster.pki.Identity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.Executor;

/// Makes the clients of the parts that live in the API server's process.
final class Clients {
  private final ApiServerComponent server;
  private final Executor executor;
  private final Startup startup;

  Clients(ApiServerComponent server, Executor executor, Startup startup) {
    this.server = server;
    this.executor = executor;
    this.startup = startup;
  }

  /// A user's client, which ends with the cluster.
  KubernetesClient of(Identity identity) {
    return startup.own(factory(identity).client());
  }

  /// A component's client, which ends with the cluster.
  KubernetesClient of(Identity identity, Program program) {
    return startup.own(factory(identity).client(program.userAgent()));
  }

  private LocalClientFactory factory(Identity identity) {
    var authority = server.pki().authority();
    var user =
        new NetworkAccess(server.address(), authority.certificate(), authority.issue(identity));
    return new LocalClientFactory(server.handler(), user, executor);
  }
}
