package dev.timonier.cluster.account;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.impl.KubernetesClientImpl;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The clients of the controllers. Each has a service account of its own name; what is shared, as
/// the informers, is asked for by the controller manager itself, and so is what the accounts
/// themselves need.
public final class ControllerClients implements Function<String, KubernetesClient>, AutoCloseable {
  private static final Set<String> OF_MANAGER = Set.of("shared-informers", "tokens-controller");
  private static final String NAMESPACE = "kube-system";

  private final KubernetesClient manager;
  private final KubernetesClient anonymous;
  private final InstantSource clock;
  private final Map<String, KubernetesClient> made = new ConcurrentHashMap<>();

  /// @param manager the controller manager's client, which remains the caller's
  /// @param anonymous a client without credentials, whose connections all of them share; it ends
  ///   with them
  public ControllerClients(
      KubernetesClient manager, KubernetesClient anonymous, InstantSource clock) {
    this.manager = manager;
    this.anonymous = anonymous;
    this.clock = clock;
  }

  @Override
  public KubernetesClient apply(String account) {
    return OF_MANAGER.contains(account) ? manager : made.computeIfAbsent(account, this::make);
  }

  private KubernetesClient make(String account) {
    var token = new AccountToken(manager, NAMESPACE, account, clock);
    var requests =
        anonymous
            .getHttpClient()
            .newBuilder()
            .addOrReplaceInterceptor(TokenRefreshInterceptor.NAME, new AccountCredentials(token))
            .build();
    return new KubernetesClientImpl(
        requests,
        anonymous.getConfiguration(),
        KubernetesClientImpl.DEFAULT_EXECUTOR_SUPPLIER,
        anonymous.getKubernetesSerialization());
  }

  @Override
  public void close() {
    made.values().forEach(KubernetesClient::close);
    anonymous.close();
  }
}
