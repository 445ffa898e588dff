package dev.timonier.nodeagent.container;

import dev.timonier.machinery.quantity.Amount;
import dev.timonier.nodeagent.runtime.LinuxResources;
import dev.timonier.nodeagent.spec.Qos;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// Turns requests and limits into the kernel's figures.
final class Limits {
  private static final long PERIOD_MICROS = 100_000;
  private static final long LEAST_QUOTA_MICROS = 1_000;
  private static final long LEAST_SHARES = 2;
  private static final long MOST_SHARES = 262_144;
  private static final int CRITICAL_SCORE = -997;
  private static final int BEST_EFFORT_SCORE = 1000;
  private static final int CRITICAL_PRIORITY = 2_000_000_000;

  /// The node's memory, in bytes.
  private final long memory;

  Limits(long memory) {
    this.memory = memory;
  }

  LinuxResources ofContainer(Pod pod, Container container) {
    var resources = Optional.ofNullable(container.getResources());
    var requests = resources.map(ResourceRequirements::getRequests).orElse(Map.of());
    var limits = resources.map(ResourceRequirements::getLimits).orElse(Map.of());
    var cpuLimit = milli(limits, "cpu");
    return new LinuxResources(
        OptionalLong.of(shares(milli(requests, "cpu").orElseGet(() -> cpuLimit.orElse(0)))),
        quota(cpuLimit),
        quota(cpuLimit).isPresent() ? OptionalLong.of(PERIOD_MICROS) : OptionalLong.empty(),
        bytes(limits, "memory"),
        OptionalLong.of(oomScore(pod, bytes(requests, "memory").orElse(0))),
        OptionalLong.empty());
  }

  /// A pod has a limit when all of its containers have one.
  LinuxResources ofPod(Pod pod) {
    var containers = containers(pod);
    var requested = containers.stream().mapToLong(c -> milli(requests(c), "cpu").orElse(0)).sum();
    var quota = quota(sum(containers, c -> milli(limits(c), "cpu").orElse(-1)));
    return new LinuxResources(
        OptionalLong.of(shares(requested)),
        quota,
        quota.isPresent() ? OptionalLong.of(PERIOD_MICROS) : OptionalLong.empty(),
        sum(containers, c -> bytes(limits(c), "memory").orElse(-1)),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  private static List<Container> containers(Pod pod) {
    return Stream.concat(
            pod.getSpec().getContainers().stream(), pod.getSpec().getInitContainers().stream())
        .toList();
  }

  private static OptionalLong sum(List<Container> containers, ToLongFunction<Container> limit) {
    return containers.stream().anyMatch(c -> limit.applyAsLong(c) < 0)
        ? OptionalLong.empty()
        : OptionalLong.of(containers.stream().mapToLong(limit).sum());
  }

  private static Map<String, Quantity> requests(Container container) {
    return Optional.ofNullable(container.getResources())
        .map(ResourceRequirements::getRequests)
        .orElse(Map.of());
  }

  private static Map<String, Quantity> limits(Container container) {
    return Optional.ofNullable(container.getResources())
        .map(ResourceRequirements::getLimits)
        .orElse(Map.of());
  }

  private static OptionalLong milli(Map<String, Quantity> amounts, String resource) {
    return positive(Amount.of(amounts.get(resource)).milliValue());
  }

  private static OptionalLong bytes(Map<String, Quantity> amounts, String resource) {
    return positive(Amount.of(amounts.get(resource)).value());
  }

  private static OptionalLong positive(long number) {
    return number > 0 ? OptionalLong.of(number) : OptionalLong.empty();
  }

  private static long shares(long milli) {
    return Math.clamp(milli * 1024 / 1000, LEAST_SHARES, MOST_SHARES);
  }

  private static OptionalLong quota(OptionalLong milli) {
    return milli.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(milli.getAsLong() * PERIOD_MICROS / 1000, LEAST_QUOTA_MICROS));
  }

  /// Whom the kernel ends first when memory runs out: the higher, the sooner.
  private long oomScore(Pod pod, long requested) {
    var priority = pod.getSpec().getPriority();
    if (priority != null && priority >= CRITICAL_PRIORITY) {
      return CRITICAL_SCORE;
    }
    return switch (Qos.of(pod)) {
      case GUARANTEED -> CRITICAL_SCORE;
      case BEST_EFFORT -> BEST_EFFORT_SCORE;
      case BURSTABLE ->
          Math.clamp(
              BEST_EFFORT_SCORE - BEST_EFFORT_SCORE * requested / memory,
              BEST_EFFORT_SCORE + CRITICAL_SCORE,
              BEST_EFFORT_SCORE - 1);
    };
  }
}
