package dev.timonier.cluster;

import dev.timonier.cluster.account.ControllerClients;
import dev.timonier.cluster.local.LocalClientFactory;
import dev.timonier.cluster.local.NetworkAccess;
import dev.timonier.cluster.pki.Identity;
import dev.timonier.cluster.pki.KeyAndCertificate;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
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

  /// The clients of the controllers, which end with the cluster.
  ControllerClients ofControllers(KubernetesClient manager) {
    var factory = factory(Optional.empty());
    var userAgent = Program.CONTROLLER_MANAGER.userAgent();
    return startup.own(
        new ControllerClients(
            manager, credentials -> factory.client(userAgent, credentials), server.time()));
  }

  private LocalClientFactory factory(Identity identity) {
    return factory(Optional.of(server.pki().authority().issue(identity)));
  }

  private LocalClientFactory factory(Optional<KeyAndCertificate> credentials) {
    var authority = server.pki().authority().certificate();
    var user = new NetworkAccess(server.address(), authority, credentials);
    return new LocalClientFactory(server.handler(), user, executor);
  }
}
