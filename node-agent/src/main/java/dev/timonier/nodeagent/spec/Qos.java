package dev.timonier.nodeagent.spec;

import dev.timonier.machinery.quantity.Amount;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A pod's quality of service class
/// (<https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/>).
public enum Qos {
  GUARANTEED("Guaranteed", "/kubepods"),
  BURSTABLE("Burstable", "/kubepods/burstable"),
  BEST_EFFORT("BestEffort", "/kubepods/besteffort");

  private static final List<String> COUNTED = List.of("cpu", "memory");

  private final String label;
  private final String cgroup;

  Qos(String label, String cgroup) {
    this.label = label;
    this.cgroup = cgroup;
  }

  /// As in `status.qosClass`.
  public String label() {
    return label;
  }

  /// The cgroup below which the pods of this class lie.
  public String cgroup() {
    return cgroup;
  }

  public static Qos of(Pod pod) {
    var level = pod.getSpec().getResources();
    var all = level != null && isSet(level) ? List.of(level) : ofContainers(pod);
    if (all.stream().noneMatch(Qos::isSet)) {
      return BEST_EFFORT;
    }
    return all.stream().allMatch(Qos::isGuaranteed) ? GUARANTEED : BURSTABLE;
  }

  private static List<ResourceRequirements> ofContainers(Pod pod) {
    return Stream.concat(
            pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
        .map(container -> Optional.ofNullable(container.getResources()))
        .map(resources -> resources.orElseGet(ResourceRequirements::new))
        .toList();
  }

  private static boolean isSet(ResourceRequirements resources) {
    return COUNTED.stream()
        .anyMatch(
            name ->
                amount(resources.getRequests(), name).signum() > 0
                    || amount(resources.getLimits(), name).signum() > 0);
  }

  private static boolean isGuaranteed(ResourceRequirements resources) {
    return COUNTED.stream().allMatch(name -> isGuaranteed(resources, name));
  }

  private static boolean isGuaranteed(ResourceRequirements resources, String name) {
    var limit = amount(resources.getLimits(), name);
    var request = amount(resources.getRequests(), name);
    return limit.signum() > 0 && (request.signum() == 0 || request.equals(limit));
  }

  private static Amount amount(@Nullable Map<String, Quantity> amounts, String name) {
    return amounts == null ? Amount.ZERO : Amount.of(amounts.get(name));
  }
}
