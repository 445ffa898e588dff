package dev.timonier.cluster.account;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The token of a service account, which is asked for when it is first needed, and again in good
/// time before it expires. The account is made when there is none.
final class AccountToken {
  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final Duration GOOD_FOR = LIFETIME.multipliedBy(4).dividedBy(5);

  private final KubernetesClient issuer;
  private final String namespace;
  private final String name;
  private final InstantSource clock;
  private String token = ""; // guarded by this, as what follows
  private Instant renewal = Instant.MIN;

  /// @param issuer may create service accounts and their tokens
  AccountToken(KubernetesClient issuer, String namespace, String name, InstantSource clock) {
    this.issuer = issuer;
    this.namespace = namespace;
    this.name = name;
    this.clock = clock;
  }

  synchronized String get() {
    var now = clock.instant();
    if (!now.isBefore(renewal)) {
      token = request();
      renewal = now.plus(GOOD_FOR);
    }
    return token;
  }

  /// The server does not take a token any more.
  synchronized void refused(String stale) {
    if (stale.equals(token)) {
      renewal = Instant.MIN;
    }
  }

  private String request() {
    try {
      return ask();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
      createAccount();
      return ask();
    }
  }

  private String ask() {
    TokenRequest wanted =
        new TokenRequestBuilder()
            .withNewSpec()
            .withExpirationSeconds(LIFETIME.toSeconds())
            .endSpec()
            .build();
    var accounts = issuer.serviceAccounts().inNamespace(namespace);
    return accounts.withName(name).tokenRequest(wanted).getStatus().getToken();
  }

  private void createAccount() {
    var account =
        new ServiceAccountBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .endMetadata()
            .build();
    try {
      issuer.resource(account).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
  }
}
