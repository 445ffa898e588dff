package dev.timonier.controllers.resourcequota;

import dev.timonier.controllers.runtime.Pods;
import dev.timonier.controllers.runtime.Times;
import dev.timonier.machinery.quantity.Amount;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a pod uses of the things that quotas limit; pure.
final class PodUsage {
  private static final List<String> BASIC = List.of("cpu", "memory", "ephemeral-storage");

  private PodUsage() {}

  /// A pod that has ended uses nothing but its place in the store.
  static Usage of(Pod pod, Instant now) {
    var stored = Usage.of("count/pods", 1);
    if (hasEnded(pod, now)) {
      return stored;
    }
    var spec = pod.getSpec();
    var requests = total(spec, ResourceRequirements::getRequests);
    var limits = total(spec, ResourceRequirements::getLimits);
    return stored.plus(Usage.of("pods", 1)).plus(named(requests, limits));
  }

  /// It finished, or should be gone by now.
  private static boolean hasEnded(Pod pod, Instant now) {
    return Pods.finished(pod)
        || Times.parse(pod.getMetadata().getDeletionTimestamp())
            .filter(end -> now.isAfter(end))
            .isPresent();
  }

  private static Usage named(Usage requests, Usage limits) {
    var named = new TreeMap<String, Amount>();
    requests
        .amounts()
        .forEach(
            (name, amount) -> {
              if (BASIC.contains(name) || name.startsWith("hugepages-")) {
                named.put(name, amount);
              }
              named.put("requests." + name, amount);
            });
    limits.only(BASIC).amounts().forEach((name, amount) -> named.put("limits." + name, amount));
    return new Usage(named);
  }

  /// Containers run side by side, init containers one after the other before them, and sidecars
  /// beside everything that starts later.
  private static Usage total(
      PodSpec spec, Function<ResourceRequirements, Map<String, Quantity>> part) {
    var running = Usage.NONE;
    var sidecars = Usage.NONE;
    var starting = Usage.NONE;
    for (var container : spec.getContainers()) {
      running = running.plus(of(container, part));
    }
    for (var container :
        Objects.requireNonNullElse(spec.getInitContainers(), List.<Container>of())) {
      var own = of(container, part);
      starting = starting.max(sidecars.plus(own));
      sidecars = "Always".equals(container.getRestartPolicy()) ? sidecars.plus(own) : sidecars;
    }
    var overhead = Objects.requireNonNullElse(spec.getOverhead(), Map.<String, Quantity>of());
    return of(spec.getResources(), part)
        .orElse(running.plus(sidecars).max(starting))
        .plus(Usage.of(overhead));
  }

  private static Usage of(
      Container container, Function<ResourceRequirements, Map<String, Quantity>> part) {
    return of(container.getResources(), part);
  }

  private static Usage of(
      @Nullable ResourceRequirements resources,
      Function<ResourceRequirements, Map<String, Quantity>> part) {
    return Optional.ofNullable(resources)
        .flatMap(r -> Optional.ofNullable(part.apply(r)))
        .map(Usage::of)
        .orElse(Usage.NONE);
  }
}
