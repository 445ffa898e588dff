package dev.timonier.scheduler.snapshot;

import dev.timonier.machinery.quantity.Amount;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Requests on a pod's own level: CPU, memory and huge pages for all its containers together.
final class PodLevelRequests {
  private PodLevelRequests() {}

  /// While the pod is resized, the larger one of what it has and what it wants.
  static Map<String, Quantity> of(PodSpec spec, PodStatus status) {
    var wanted = supported(requests(spec.getResources()));
    if (wanted.isEmpty() || status.getResources() == null) {
      return wanted;
    }
    var result = isResizeInfeasible(status) ? new TreeMap<String, Quantity>() : wanted;
    raise(result, supported(requests(status.getResources())));
    raise(result, supported(status.getAllocatedResources()));
    return result;
  }

  /// Whether the node said that it can never give what the pod wants.
  static boolean isResizeInfeasible(PodStatus status) {
    return status.getConditions() != null
        && status.getConditions().stream()
            .anyMatch(
                c -> "PodResizePending".equals(c.getType()) && "Infeasible".equals(c.getReason()));
  }

  private static @Nullable Map<String, Quantity> requests(
      @Nullable ResourceRequirements resources) {
    return resources == null ? null : resources.getRequests();
  }

  private static Map<String, Quantity> supported(@Nullable Map<String, Quantity> list) {
    var supported = new TreeMap<String, Quantity>();
    if (list != null) {
      supported.putAll(list);
      supported.keySet().removeIf(name -> !isSupported(name));
    }
    return supported;
  }

  private static boolean isSupported(String name) {
    return name.equals(Resources.CPU)
        || name.equals(Resources.MEMORY)
        || name.startsWith("hugepages-");
  }

  private static void raise(Map<String, Quantity> result, Map<String, Quantity> held) {
    held.forEach((name, quantity) -> result.merge(name, quantity, PodLevelRequests::larger));
  }

  private static Quantity larger(Quantity one, Quantity other) {
    return Amount.of(one).compareTo(Amount.of(other)) >= 0 ? one : other;
  }
}
