package dev.timonier.controllers.serviceaccount;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Outcome.After;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.controllers.runtime.Rejection;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.token.LegacyTokens;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks every day at the tokens that were once made with service accounts. One that nobody used
/// for a clean-up period is marked, by which it becomes invalid, and deleted when it has been so
/// for another
/// (<https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#legacy-serviceaccount-token-cleaner>).
public final class LegacyTokenCleaner implements Reconciler<String> {
  private static final Logger LOG = LoggerFactory.getLogger(LegacyTokenCleaner.class);
  private static final String NAME = "legacy-service-account-token-cleaner";
  private static final Duration PERIOD = Duration.ofDays(1);
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;
  private final Store<Secret> secrets;
  private final Store<ServiceAccount> accounts;
  private final Store<Pod> pods;
  private final InstantSource clock;
  private final Duration unused;

  private LegacyTokenCleaner(
      ControllerContext context,
      Store<Secret> secrets,
      Store<ServiceAccount> accounts,
      Store<Pod> pods,
      Duration unused) {
    this.client = context.client(NAME);
    this.secrets = secrets;
    this.accounts = accounts;
    this.pods = pods;
    this.clock = context.time();
    this.unused = unused;
  }

  /// @param unused the clean-up period; positive
  public static Controller create(ControllerContext context, Duration unused) {
    var queue = context.<String>queue();
    queue.add(NAME);
    var cleaner =
        new LegacyTokenCleaner(
            context,
            TokenSecret.informer(context).store(),
            context.informer(ServiceAccount.class).store(),
            context.informer(Pod.class).store(),
            unused);
    return new ControlLoop<>(NAME, queue, cleaner, 1);
  }

  @Override
  public Outcome reconcile(String key) {
    var now = clock.instant();
    var use = new TokenUse(now.minus(unused));
    var left = secrets.list().stream().filter(use::ended).filter(this::isMadeWithAccount).toList();
    if (!left.isEmpty() && isTrackedSince(now.minus(unused))) {
      left.stream().filter(secret -> !isNamedByPod(secret)).forEach(s -> clean(s, use, now));
    }
    return new After(PERIOD);
  }

  /// Someone may have made others on purpose.
  private boolean isMadeWithAccount(Secret secret) {
    return accounts
        .get(TokenSecret.account(secret))
        .filter(account -> TokenSecret.isOf(secret, account))
        .filter(account -> TokenSecret.isNamedBy(account, secret.getMetadata().getName()))
        .isPresent();
  }

  /// Whether uses were noted all the time since a moment: from the day after that on which it was
  /// begun.
  private boolean isTrackedSince(Instant moment) {
    return Optional.ofNullable(
            client.configMaps().inNamespace("kube-system").withName(LegacyTokens.TRACKING).get())
        .map(ConfigMap::getData)
        .flatMap(data -> TokenUse.date(data.get("since")))
        .map(day -> day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant())
        .filter(begin -> !moment.isBefore(begin))
        .isPresent();
  }

  private boolean isNamedByPod(Secret secret) {
    return pods.list().stream()
        .filter(
            pod -> NamespacedName.of(pod).namespace().equals(secret.getMetadata().getNamespace()))
        .anyMatch(pod -> PodSecrets.names(pod).contains(secret.getMetadata().getName()));
  }

  private void clean(Secret secret, TokenUse use, Instant now) {
    try {
      switch (use.mark(secret)) {
        case NONE -> mark(secret, LocalDate.ofInstant(now, ZoneOffset.UTC));
        case FRESH -> {}
        case OLD -> client.resource(secret).lockResourceVersion().delete();
      }
    } catch (KubernetesClientException e) {
      LOG.info(
          "token {} could not be cleaned up: {}",
          NamespacedName.of(secret),
          Rejection.of(e).message());
    }
  }

  private void mark(Secret secret, LocalDate day) {
    var metadata =
        Map.of(
            "uid",
            secret.getMetadata().getUid(),
            "labels",
            Map.of(LegacyTokens.INVALID_SINCE, day.toString()));
    var patch = client.getKubernetesSerialization().asJson(Map.of("metadata", metadata));
    client.resource(secret).patch(MERGE, patch);
  }
}
