package dev.timonier.controllers.resourcequota;

import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Outcome.After;
import dev.timonier.controllers.runtime.OwnWrites;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ResourceQuotaStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/// Writes into a quota's status what it limits and how much of it is used.
record ResourceQuotaReconciler(
    KubernetesClient client, Store<ResourceQuota> quotas, QuotaUsage usage, OwnWrites writes)
    implements Reconciler<NamespacedName> {
  private static final Duration RESYNC = Duration.ofMinutes(5);

  @Override
  public Outcome reconcile(NamespacedName key) throws InterruptedException {
    var quota = quotas.get(key);
    if (quota.isEmpty()) {
      writes.forget(key);
      return Outcome.DONE;
    }
    return writes.shownBy(quota.get()) ? reconcile(quota.get()) : Outcome.DONE;
  }

  private Outcome reconcile(ResourceQuota quota) throws InterruptedException {
    var hard = Objects.requireNonNullElse(quota.getSpec().getHard(), Map.<String, Quantity>of());
    var used = usage.of(quota, hard.keySet());
    if (used.isEmpty()) {
      return Outcome.DONE;
    }
    if (!isKnown(quota, hard, used.get())) {
      var status = new ResourceQuotaStatus(hard, used.get().quantities());
      var changed = new ResourceQuotaBuilder(quota).withStatus(status).build();
      writes.note(client.resource(changed).updateStatus());
    }
    return new After(RESYNC);
  }

  private static boolean isKnown(ResourceQuota quota, Map<String, Quantity> hard, Usage used) {
    var status = quota.getStatus();
    return status != null
        && hard.equals(status.getHard())
        && status.getUsed() != null
        && Usage.of(status.getUsed()).equals(used);
  }
}
