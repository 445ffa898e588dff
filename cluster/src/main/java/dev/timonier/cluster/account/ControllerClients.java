package dev.timonier.cluster.account;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The clients of the controllers. Each has a service account of its own name; what is shared, as
/// the informers, is asked for by the controller manager itself.
public final class ControllerClients implements Function<String, KubernetesClient>, AutoCloseable {
  private static final String SHARED = "shared-informers";
  private static final String NAMESPACE = "kube-system";

  private final KubernetesClient manager;
  private final Function<Interceptor, KubernetesClient> clients;
  private final InstantSource clock;
  private final Map<String, KubernetesClient> made = new ConcurrentHashMap<>();

  /// @param manager the controller manager's client, which remains the caller's
  /// @param clients makes a client without credentials, whose requests an interceptor completes
  public ControllerClients(
      KubernetesClient manager,
      Function<Interceptor, KubernetesClient> clients,
      InstantSource clock) {
    this.manager = manager;
    this.clients = clients;
    this.clock = clock;
  }

  @Override
  public KubernetesClient apply(String account) {
    return account.equals(SHARED) ? manager : made.computeIfAbsent(account, this::make);
  }

  private KubernetesClient make(String account) {
    var token = new AccountToken(manager, NAMESPACE, account, clock);
    return clients.apply(new AccountCredentials(token));
  }

  @Override
  public void close() {
    made.values().forEach(KubernetesClient::close);
  }
}
