package dev.timonier.cluster;

import dev.timonier.cluster.account.ControllerClients;
import dev.timonier.cluster.local.LocalClientFactory;
import dev.timonier.cluster.local.NetworkAccess;
import dev.timonier.cluster.pki.Identity;
import dev.timonier.cluster.pki.KeyAndCertificate;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Makes the clients of the parts that live in the API server's process.
final class Clients {
  private final ApiServerComponent server;
  private final Executor executor;
  private final Startup startup;
  private final KubernetesSerialization serialization = new KubernetesSerialization();

  Clients(ApiServerComponent server, Executor executor, Startup startup) {
    this.server = server;
    this.executor = executor;
    this.startup = startup;
  }

  /// A user's client, which ends with the cluster.
  KubernetesClient of(Identity identity) {
    var credentials = Optional.of(server.pki().authority().issue(identity));
    return startup.own(factory(credentials).client());
  }

  /// A component's client, which ends with the cluster.
  KubernetesClient of(Identity identity, Program program) {
    return startup.own(component(Optional.of(server.pki().authority().issue(identity)), program));
  }

  /// The clients of the controllers, which end with the cluster.
  ControllerClients ofControllers(KubernetesClient manager) {
    var anonymous = component(Optional.empty(), Program.CONTROLLER_MANAGER);
    return startup.own(new ControllerClients(manager, anonymous, server.time()));
  }

  private KubernetesClient component(Optional<KeyAndCertificate> credentials, Program program) {
    return factory(credentials).client(program.userAgent(), serialization);
  }

  private LocalClientFactory factory(Optional<KeyAndCertificate> credentials) {
    var authority = server.pki().authority().certificate();
    var user = new NetworkAccess(server.address(), authority, credentials);
    return new LocalClientFactory(server.handler(), user, executor);
  }
}
