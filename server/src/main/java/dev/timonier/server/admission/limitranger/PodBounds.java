package dev.timonier.server.admission.limitranger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.podspec.AggregateResources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What of a pod is outside of the bounds.
final class PodBounds {
  private static final Set<String> OF_WHOLE_PODS = Set.of("cpu", "memory");

  private PodBounds() {}

  static List<String> faults(List<ObjectNode> limits, ApiObject pod) {
    var faults = new ArrayList<String>();
    for (var item : limits) {
      switch (Trees.text(item, "type")) {
        case "Container" -> containers(pod).forEach(c -> faults.addAll(ofContainer(item, c)));
        case "Pod" ->
            faults.addAll(Bounds.of(item).faults(total(pod, "requests"), total(pod, "limits")));
        default -> {}
      }
    }
    return faults;
  }

  /// What the containers ask for together, unless the pod asks as a whole.
  private static Map<String, Amount> total(ApiObject pod, String side) {
    var total =
        AggregateResources.total(
            pod.spec(), container -> AggregateResources.amounts(resources(container, side)));
    AggregateResources.amounts(resources(pod.spec(), side))
        .forEach(
            (name, amount) -> {
              if (OF_WHOLE_PODS.contains(name)) {
                total.put(name, amount);
              }
            });
    return total;
  }

  private static JsonNode resources(JsonNode of, String side) {
    return of.path("resources").path(side);
  }

  private static Stream<ObjectNode> containers(ApiObject pod) {
    return Stream.of("containers", "initContainers")
        .flatMap(field -> Trees.objects(pod.spec().path(field)).stream());
  }

  private static List<String> ofContainer(ObjectNode item, ObjectNode container) {
    return Bounds.of(item)
        .faults(
            AggregateResources.amounts(resources(container, "requests")),
            AggregateResources.amounts(resources(container, "limits")));
  }
}
