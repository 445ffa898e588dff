package dev.timonier.controllers.resourcequota;

import dev.timonier.controllers.resourcequota.ObjectCounts.Count;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.quantity.QuotaNames;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Optional;
import java.util.Set;

/// Adds up what a namespace uses of the things that a quota limits.
record QuotaUsage(
    Store<Pod> pods,
    Store<Service> services,
    Store<PersistentVolumeClaim> claims,
    DeviceUsage devices,
    ObjectCounts counts,
    Time time) {
  private static final String COUNT = "count/";

  /// Resources that are limited by number under their plain names.
  private static final Set<String> PLAIN =
      Set.of("configmaps", "secrets", "replicationcontrollers", "resourcequotas");

  /// What was never limited.
  private static final Set<String> UNLIMITED = Set.of("events", "events.events.k8s.io");

  /// Names that nothing is known of are left out. Empty where it is not known yet.
  Optional<Usage> of(ResourceQuota quota, Set<String> hard) throws InterruptedException {
    var usage = ofSelected(quota);
    var all = Usage.NONE;
    for (var name : hard) {
      if (concerns(name)) {
        all = all.plus(usage.exactly(Set.of(name)));
      } else if (counted(name).isPresent()) {
        switch (counts.count(counted(name).get(), quota.getMetadata().getNamespace())) {
          case Count.Known(var number) ->
              all = all.plus(Usage.of(name, QuotaScopes.isScoped(quota.getSpec()) ? 0 : number));
          case Count.Unserved() -> {}
          case Count.Awaited() -> {
            return Optional.empty();
          }
        }
      }
    }
    return Optional.of(all);
  }

  private boolean concerns(String name) {
    return QuotaNames.areOfPods(name)
        || QuotaNames.areOfServices(name)
        || QuotaNames.areOfClaims(name)
        || devices.concerns(name);
  }

  /// What those objects use, besides being counted, that are within the quota's scopes.
  private Usage ofSelected(ResourceQuota quota) {
    var namespace = quota.getMetadata().getNamespace();
    var usage = Usage.NONE;
    for (var pod : pods.inNamespace(namespace)) {
      if (QuotaScopes.select(quota.getSpec(), pod)) {
        usage = usage.plus(PodUsage.of(pod, time.instant()));
      }
    }
    for (var claim : claims.inNamespace(namespace)) {
      if (QuotaScopes.select(quota.getSpec(), claim)) {
        usage = usage.plus(ClaimUsage.of(claim));
      }
    }
    return QuotaScopes.isScoped(quota.getSpec()) ? usage : usage.plus(ofUnscoped(namespace));
  }

  private Usage ofUnscoped(String namespace) {
    var usage = devices.in(namespace, time.instant());
    for (var service : services.inNamespace(namespace)) {
      usage = usage.plus(ServiceUsage.of(service));
    }
    return usage;
  }

  private static Optional<String> counted(String name) {
    return name.startsWith(COUNT)
        ? Optional.of(name.substring(COUNT.length())).filter(r -> !UNLIMITED.contains(r))
        : Optional.of(name).filter(PLAIN::contains);
  }
}
