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
    KubernetesClient client,
    Store<ResourceQuota> quotas,
    QuotaUsage usage,
    OwnWrites writes,
    Recounts recounts)
    implements Reconciler<NamespacedName> {
  private static final Duration RESYNC = Duration.ofMinutes(5);

  /// Until then, what was booked is stored, or will not be.
  private static final Duration SETTLING = Duration.ofSeconds(10);

  @Override
  public Outcome reconcile(NamespacedName key) throws InterruptedException {
    var quota = quotas.get(key);
    if (quota.isEmpty()) {
      writes.forget(key);
      recounts.forget(key);
      return Outcome.DONE;
    }
    return writes.shownBy(quota.get()) ? reconcile(key, quota.get()) : Outcome.DONE;
  }

  private Outcome reconcile(NamespacedName key, ResourceQuota quota) throws InterruptedException {
    return reconcile(quota, recounts.take(key) ? Usage.NONE : known(quota));
  }

  private static Usage known(ResourceQuota quota) {
    var status = quota.getStatus();
    return status == null || status.getUsed() == null ? Usage.NONE : Usage.of(status.getUsed());
  }

  /// @param least what is used for certain
  private Outcome reconcile(ResourceQuota quota, Usage least) throws InterruptedException {
    var hard = Objects.requireNonNullElse(quota.getSpec().getHard(), Map.<String, Quantity>of());
    var counted = usage.of(quota, hard.keySet());
    if (counted.isEmpty()) {
      recounts.ask(NamespacedName.of(quota));
      return Outcome.DONE;
    }
    var used = counted.get().max(least.only(counted.get().amounts().keySet()));
    if (!isKnown(quota, hard, used)) {
      var status = new ResourceQuotaStatus(hard, used.quantities());
      var changed = new ResourceQuotaBuilder(quota).withStatus(status).build();
      writes.note(client.resource(changed).updateStatus());
    }
    var settled = used.equals(counted.get());
    return new After(recounts.within(NamespacedName.of(quota), settled ? RESYNC : SETTLING));
  }

  private static boolean isKnown(ResourceQuota quota, Map<String, Quantity> hard, Usage used) {
    var status = quota.getStatus();
    return status != null
        && hard.equals(status.getHard())
        && status.getUsed() != null
        && Usage.of(status.getUsed()).equals(used);
  }
}
