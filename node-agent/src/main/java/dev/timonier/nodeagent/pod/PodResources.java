package dev.timonier.nodeagent.pod;

import dev.timonier.machinery.quantity.Amount;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/// What a pod asks of its node: the sum of its containers, or what its init containers need beside
/// the sidecars before them if that is more, and the overhead
/// (<https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers>).
public final class PodResources {
  private PodResources() {}

  public static Map<String, Amount> requests(Pod pod) {
    var sum = new TreeMap<String, Amount>();
    pod.getSpec().getContainers().forEach(container -> add(sum, requests(container)));
    var sidecars = new TreeMap<String, Amount>();
    var most = new TreeMap<String, Amount>();
    for (var container : pod.getSpec().getInitContainers()) {
      var beside = new TreeMap<>(sidecars);
      add(beside, requests(container));
      merge(most, beside, Amount::max);
      if ("Always".equals(container.getRestartPolicy())) {
        add(sidecars, requests(container));
      }
    }
    add(sum, sidecars);
    merge(sum, most, Amount::max);
    overrideByPod(sum, pod.getSpec().getResources());
    add(sum, amounts(pod.getSpec().getOverhead()));
    return sum;
  }

  private static void overrideByPod(Map<String, Amount> sum, @Nullable ResourceRequirements ofPod) {
    if (ofPod != null) {
      sum.putAll(amounts(ofPod.getRequests()));
    }
  }

  private static Map<String, Amount> requests(Container container) {
    var resources = container.getResources();
    return resources == null ? Map.of() : amounts(resources.getRequests());
  }

  private static Map<String, Amount> amounts(@Nullable Map<String, Quantity> quantities) {
    var amounts = new TreeMap<String, Amount>();
    if (quantities != null) {
      quantities.forEach((name, quantity) -> amounts.put(name, Amount.of(quantity)));
    }
    return amounts;
  }

  private static void add(Map<String, Amount> sum, Map<String, Amount> more) {
    merge(sum, more, Amount::plus);
  }

  private static void merge(
      Map<String, Amount> into, Map<String, Amount> from, BinaryOperator<Amount> how) {
    from.forEach((name, amount) -> into.merge(name, amount, how));
  }
}
