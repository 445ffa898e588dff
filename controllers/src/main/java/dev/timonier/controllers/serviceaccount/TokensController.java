package dev.timonier.controllers.serviceaccount;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.controllers.runtime.Rejection;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.status.Reason;
import dev.timonier.machinery.token.TokenSigner;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Fills the Secrets of the type `kubernetes.io/service-account-token` that someone makes, and
/// deletes them with their service accounts
/// (<https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#token-controller>).
public final class TokensController implements Reconciler<TokensController.Key> {
  private static final String NAME = "tokens-controller";

  private final KubernetesClient client;
  private final Store<Secret> secrets;
  private final Store<ServiceAccount> accounts;
  private final AccountTokens tokens;
  private final String authority;

  /// A Secret, and what has to be known of it when it is gone.
  record Key(NamespacedName secret, NamespacedName account) {
    private static Key of(Secret secret) {
      return new Key(NamespacedName.of(secret), TokenSecret.account(secret));
    }
  }

  private TokensController(
      KubernetesClient client,
      Store<Secret> secrets,
      Store<ServiceAccount> accounts,
      AccountTokens tokens,
      String authority) {
    this.client = client;
    this.secrets = secrets;
    this.accounts = accounts;
    this.tokens = tokens;
    this.authority = authority;
  }

  /// @param authority the certificate of the cluster's authority, as PEM; may be empty
  public static Controller create(
      ControllerContext context, int workers, TokenSigner signer, String authority) {
    var secrets = TokenSecret.informer(context);
    var accounts = context.informer(ServiceAccount.class);
    var queue = context.<Key>queue();
    var byAccount = secrets.store().index(secret -> List.of(TokenSecret.account(secret)));
    secrets.handle(Handler.of(secret -> queue.add(Key.of(secret))));
    accounts.handle(
        Handler.ofDeletions(
            account ->
                byAccount.get(NamespacedName.of(account)).stream()
                    .map(Key::of)
                    .forEach(queue::add)));
    var controller =
        new TokensController(
            context.client(NAME),
            secrets.store(),
            accounts.store(),
            new AccountTokens(signer),
            authority);
    return new ControlLoop<>(NAME, queue, controller, workers);
  }

  @Override
  public Outcome reconcile(Key key) {
    secrets.get(key.secret()).ifPresentOrElse(this::settle, () -> forget(key));
    return Outcome.DONE;
  }

  private void settle(Secret secret) {
    find(TokenSecret.account(secret))
        .filter(account -> TokenSecret.isOf(secret, account))
        .ifPresentOrElse(account -> fill(secret, account), () -> delete(secret));
  }

  /// The store may not know of a new account yet.
  private Optional<ServiceAccount> find(NamespacedName name) {
    return accounts.get(name).or(() -> Optional.ofNullable(live(name)));
  }

  private @Nullable ServiceAccount live(NamespacedName name) {
    return client.serviceAccounts().inNamespace(name.namespace()).withName(name.name()).get();
  }

  private void fill(Secret secret, ServiceAccount account) {
    var missing = TokenSecret.missing(secret, authority, () -> tokens.token(account, secret));
    if (missing.isEmpty()) {
      return;
    }
    var filled =
        new SecretBuilder(secret)
            .editMetadata()
            .addToAnnotations(TokenSecret.ACCOUNT, account.getMetadata().getName())
            .addToAnnotations(TokenSecret.ACCOUNT_UID, account.getMetadata().getUid())
            .endMetadata()
            .addToData(missing)
            .build();
    client.resource(filled).update();
  }

  /// A Secret that has changed meanwhile is looked at again.
  private void delete(Secret secret) {
    try {
      client.resource(secret).lockResourceVersion().delete();
    } catch (KubernetesClientException e) {
      if (!Rejection.of(e).is(Reason.Conflict)) {
        throw e;
      }
    }
  }

  /// The account does not name a Secret any longer that is gone.
  private void forget(Key key) {
    accounts
        .get(key.account())
        .filter(account -> TokenSecret.isNamedBy(account, key.secret().name()))
        .map(account -> without(account, key.secret()))
        .ifPresent(account -> client.resource(account).update());
  }

  private static ServiceAccount without(ServiceAccount account, NamespacedName secret) {
    return account.edit().removeMatchingFromSecrets(r -> secret.name().equals(r.getName())).build();
  }
}
