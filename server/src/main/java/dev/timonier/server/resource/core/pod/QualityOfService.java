package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.object.Trees;
import java.util.HashMap;
import java.util.Map;

/// How well a pod is treated when its node runs short
/// (<https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/>).
public final class QualityOfService {
  private final Map<String, Amount> requests = new HashMap<>();
  private final Map<String, Amount> limits = new HashMap<>();
  private boolean limited = true;

  private QualityOfService() {}

  /// `Guaranteed`, `Burstable` or `BestEffort`.
  static String of(JsonNode spec) {
    var quality = new QualityOfService();
    if (spec.path("resources").isObject()) {
      quality.add(spec.path("resources"));
    } else {
      spec.path("containers").forEach(container -> quality.add(container.path("resources")));
      spec.path("initContainers").forEach(container -> quality.add(container.path("resources")));
    }
    return quality.name();
  }

  /// The class that a pod was given, or would be.
  public static String ofPod(JsonNode pod) {
    var given = Trees.text(pod.path("status"), "qosClass");
    return given.isEmpty() ? of(pod.path("spec")) : given;
  }

  private void add(JsonNode resources) {
    add(resources.path("requests"), requests);
    limited &= add(resources.path("limits"), limits) == 2;
  }

  /// Returns how many of processor and memory are given.
  private static int add(JsonNode amounts, Map<String, Amount> sums) {
    return add(amounts, "cpu", sums) + add(amounts, "memory", sums);
  }

  private static int add(JsonNode amounts, String name, Map<String, Amount> sums) {
    if (!amounts.has(name)) {
      return 0;
    }
    var amount = Amount.parse(amounts.path(name).asText());
    if (amount.signum() <= 0) {
      return 0;
    }
    sums.merge(name, amount, Amount::plus);
    return 1;
  }

  private String name() {
    if (requests.isEmpty() && limits.isEmpty()) {
      return "BestEffort";
    }
    return limited && requests.equals(limits) ? "Guaranteed" : "Burstable";
  }
}
