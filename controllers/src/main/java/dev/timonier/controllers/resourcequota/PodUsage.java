package dev.timonier.controllers.resourcequota;

import dev.timonier.controllers.runtime.Pods;
import dev.timonier.controllers.runtime.Times;
import dev.timonier.machinery.quantity.Amount;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What a pod uses of the things that quotas limit; pure.
final class PodUsage {
  private static final List<String> BASIC = List.of("cpu", "memory", "ephemeral-storage");

  private static final String DEVICE_CLASSES = "deviceclass.resource.kubernetes.io/";

  private PodUsage() {}

  /// Whether what a quota limits by this name is about pods.
  static boolean concerns(String name) {
    var requested = without("requests.", name);
    return name.equals("count/pods")
        || name.equals("pods")
        || Stream.of(name, requested, without("limits.", name)).anyMatch(BASIC::contains)
        || Stream.of(name, requested).anyMatch(PodUsage::isHugePages)
        || isExtended(requested);
  }

  private static String without(String prefix, String name) {
    return name.startsWith(prefix) ? name.substring(prefix.length()) : "";
  }

  private static boolean isHugePages(String name) {
    return name.startsWith("hugepages-");
  }

  private static boolean isExtended(String name) {
    return name.startsWith(DEVICE_CLASSES)
        || (name.contains("/") && !name.contains("kubernetes.io/"));
  }

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
              var counted = BASIC.contains(name) || isHugePages(name);
              if (counted) {
                named.put(name, amount);
              }
              if (counted || isExtended(name)) {
                named.put("requests." + name, amount);
              }
            });
    limits.only(BASIC).amounts().forEach((name, amount) -> named.put("limits." + name, amount));
    return new Usage(named);
  }
}
