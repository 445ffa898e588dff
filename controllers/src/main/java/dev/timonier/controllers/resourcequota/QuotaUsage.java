package dev.timonier.controllers.resourcequota;

import dev.timonier.controllers.resourcequota.ObjectCounts.Count;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Adds up what a namespace uses of the things that a quota limits.
record QuotaUsage(
    Store<Pod> pods,
    Store<Service> services,
    Store<PersistentVolumeClaim> claims,
    ObjectCounts counts,
    Time time) {
  private static final String COUNT = "count/";

  /// Resources that are limited by number under their plain names.
  private static final Set<String> PLAIN =
      Set.of("configmaps", "secrets", "replicationcontrollers", "resourcequotas");

  /// Empty where it is not known yet.
  Optional<Usage> of(ResourceQuota quota, Set<String> hard) throws InterruptedException {
    var namespace = quota.getMetadata().getNamespace();
    var usage = ofPods(quota);
    if (!QuotaScopes.isScoped(quota.getSpec())) {
      for (var service : services.inNamespace(namespace)) {
        usage = usage.plus(ServiceUsage.of(service));
      }
      for (var claim : claims.inNamespace(namespace)) {
        usage = usage.plus(ClaimUsage.of(claim));
      }
    }
    return withCounts(usage, hard, namespace);
  }

  private Usage ofPods(ResourceQuota quota) {
    var usage = Usage.NONE;
    for (var pod : pods.inNamespace(quota.getMetadata().getNamespace())) {
      if (QuotaScopes.select(quota.getSpec(), pod)) {
        usage = usage.plus(PodUsage.of(pod, time.instant()));
      }
    }
    return usage;
  }

  private Optional<Usage> withCounts(Usage usage, Set<String> hard, String namespace)
      throws InterruptedException {
    var counted = usage;
    var known = new TreeSet<>(hard);
    for (var name : hard) {
      var resource = counted(name);
      if (resource.isPresent() && !usage.amounts().containsKey(name)) {
        switch (counts.count(resource.get(), namespace)) {
          case Count.Known(var number) -> counted = counted.plus(Usage.of(name, number));
          case Count.Unserved() -> known.remove(name);
          case Count.Awaited() -> {
            return Optional.empty();
          }
        }
      }
    }
    return Optional.of(counted.exactly(known));
  }

  private static Optional<String> counted(String name) {
    return name.startsWith(COUNT)
        ? Optional.of(name.substring(COUNT.length()))
        : Optional.of(name).filter(PLAIN::contains);
  }
}
