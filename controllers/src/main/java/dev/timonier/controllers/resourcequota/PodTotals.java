package dev.timonier.controllers.resourcequota;

import dev.timonier.machinery.quantity.Amount;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a pod asks for in all; pure. While it is resized, each of its containers counts with the
/// most of what it asks for, was allocated and has; what cannot be had on its node does not count
/// (<https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/>).
final class PodTotals {
  private final Pod pod;
  private final Function<ResourceRequirements, @Nullable Map<String, Quantity>> side;
  private final Map<String, ContainerStatus> states = new HashMap<>();

  private PodTotals(Pod pod, Function<ResourceRequirements, @Nullable Map<String, Quantity>> side) {
    this.pod = pod;
    this.side = side;
    Optional.ofNullable(pod.getStatus()).stream()
        .flatMap(
            status ->
                Stream.of(status.getContainerStatuses(), status.getInitContainerStatuses())
                    .filter(Objects::nonNull)
                    .flatMap(List::stream))
        .forEach(state -> states.put(state.getName(), state));
  }

  /// With what running the pod itself takes.
  static Usage requests(Pod pod) {
    return new PodTotals(pod, ResourceRequirements::getRequests)
        .total(ContainerStatus::getAllocatedResources)
        .plus(overhead(pod));
  }

  /// With what running the pod itself takes, where there is a limit.
  static Usage limits(Pod pod) {
    var limits = new PodTotals(pod, ResourceRequirements::getLimits).total(_ -> Map.of());
    var limited = new TreeMap<>(limits.amounts());
    limited.values().removeIf(limit -> limit.signum() == 0);
    return limits.plus(overhead(pod).only(limited.keySet()));
  }

  private static Usage overhead(Pod pod) {
    return usage(pod.getSpec().getOverhead());
  }

  private static Usage usage(@Nullable Map<String, Quantity> amounts) {
    return amounts == null ? Usage.NONE : Usage.of(amounts);
  }

  /// Containers run side by side, init containers one after the other before them, and sidecars
  /// beside everything that starts later.
  private Usage total(Function<ContainerStatus, @Nullable Map<String, Quantity>> allocated) {
    var spec = pod.getSpec();
    var running = Usage.NONE;
    var sidecars = Usage.NONE;
    var starting = Usage.NONE;
    for (var container : spec.getContainers()) {
      running = running.plus(effective(container, allocated));
    }
    for (var container :
        Objects.requireNonNullElse(spec.getInitContainers(), List.<Container>of())) {
      if ("Always".equals(container.getRestartPolicy())) {
        sidecars = sidecars.plus(effective(container, allocated));
        starting = starting.max(sidecars);
      } else {
        starting = starting.max(sidecars.plus(asked(container.getResources())));
      }
    }
    return asWhole(spec.getResources()).orElse(running.plus(sidecars).max(starting));
  }

  private Usage effective(
      Container container, Function<ContainerStatus, @Nullable Map<String, Quantity>> allocated) {
    var state = states.get(container.getName());
    var asked = asked(container.getResources());
    if (state == null || state.getResources() == null) {
      return asked;
    }
    var has = asked(state.getResources()).max(usage(allocated.apply(state)));
    return isInfeasible() ? has : has.max(asked);
  }

  private boolean isInfeasible() {
    return Optional.ofNullable(pod.getStatus().getConditions()).stream()
        .flatMap(List::stream)
        .filter(condition -> "PodResizePending".equals(condition.getType()))
        .findFirst()
        .filter(condition -> "Infeasible".equals(condition.getReason()))
        .isPresent();
  }

  private Usage asked(@Nullable ResourceRequirements resources) {
    return resources == null ? Usage.NONE : usage(side.apply(resources));
  }

  /// Of the resources that a pod can ask for as a whole.
  private Usage asWhole(@Nullable ResourceRequirements resources) {
    var amounts = new TreeMap<String, Amount>(asked(resources).amounts());
    amounts
        .keySet()
        .removeIf(
            name ->
                !name.equals("cpu") && !name.equals("memory") && !name.startsWith("hugepages-"));
    return new Usage(amounts);
  }
}
