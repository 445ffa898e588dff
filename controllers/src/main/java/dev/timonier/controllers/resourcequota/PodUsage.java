package dev.timonier.controllers.resourcequota;

import dev.timonier.controllers.runtime.Pods;
import dev.timonier.controllers.runtime.Times;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.machinery.quantity.QuotaNames;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.TreeMap;

/// What a pod uses of the things that quotas limit; pure.
final class PodUsage {
  private PodUsage() {}

  /// A pod that has ended uses nothing but its place in the store.
  static Usage of(Pod pod, Instant now) {
    var stored = Usage.of("count/pods", 1);
    return hasEnded(pod, now)
        ? stored
        : stored
            .plus(Usage.of("pods", 1))
            .plus(named(PodTotals.requests(pod), PodTotals.limits(pod)));
  }

  /// It finished, or should have gone long ago: after its grace period once more.
  private static boolean hasEnded(Pod pod, Instant now) {
    var grace = pod.getMetadata().getDeletionGracePeriodSeconds();
    return Pods.finished(pod)
        || (grace != null
            && Times.parse(pod.getMetadata().getDeletionTimestamp())
                .filter(end -> now.isAfter(end.plusSeconds(grace)))
                .isPresent());
  }

  private static Usage named(Usage requests, Usage limits) {
    var named = new TreeMap<String, Amount>();
    requests
        .amounts()
        .forEach(
            (name, amount) -> {
              var counted = QuotaNames.isCounted(name);
              if (counted) {
                named.put(name, amount);
              }
              if (counted || QuotaNames.isExtended(name)) {
                named.put(QuotaNames.requests(name), amount);
              }
            });
    limits
        .amounts()
        .forEach(
            (name, amount) -> {
              if (QuotaNames.isBasic(name)) {
                named.put(QuotaNames.limits(name), amount);
              }
            });
    return new Usage(named);
  }
}
