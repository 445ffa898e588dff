package dev.timonier.server.resource.core.podspec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.object.Trees;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/// What the containers of a pod need together: all regular ones and sidecars at once, but init
/// containers one after the other
/// (<https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers>).
public final class AggregateResources {
  private final Function<JsonNode, Map<String, Amount>> ofContainer;
  private final Map<String, Amount> running = new TreeMap<>();
  private final Map<String, Amount> sidecars = new TreeMap<>();
  private final Map<String, Amount> initializing = new TreeMap<>();

  private AggregateResources(Function<JsonNode, Map<String, Amount>> ofContainer) {
    this.ofContainer = ofContainer;
  }

  public static Map<String, Amount> requests(JsonNode spec) {
    return total(spec, container -> amounts(container.path("resources").path("requests")));
  }

  public static Map<String, Amount> limits(JsonNode spec) {
    return total(spec, container -> amounts(container.path("resources").path("limits")));
  }

  /// @param ofContainer what one container needs
  /// @return the total, which may be changed
  public static Map<String, Amount> total(
      JsonNode spec, Function<JsonNode, Map<String, Amount>> ofContainer) {
    return new AggregateResources(ofContainer).of(spec);
  }

  private Map<String, Amount> of(JsonNode spec) {
    for (var container : spec.path("containers")) {
      merge(running, ofContainer.apply(container), Amount::plus);
    }
    for (var container : spec.path("initContainers")) {
      initContainer(container);
    }
    merge(running, initializing, Amount::max);
    return running;
  }

  private void initContainer(JsonNode container) {
    var amounts = new TreeMap<>(ofContainer.apply(container));
    if (isSidecar(container)) {
      merge(running, amounts, Amount::plus);
      merge(sidecars, amounts, Amount::plus);
      merge(initializing, sidecars, Amount::max);
    } else {
      merge(amounts, sidecars, Amount::plus);
      merge(initializing, amounts, Amount::max);
    }
  }

  public static boolean isSidecar(JsonNode initContainer) {
    return Trees.text(initContainer, "restartPolicy").equals("Always");
  }

  /// Reads a list of resources; the result may be changed.
  public static Map<String, Amount> amounts(JsonNode list) {
    var amounts = new TreeMap<String, Amount>();
    for (var amount : list.properties()) {
      amounts.put(amount.getKey(), Amount.parse(amount.getValue().asText()));
    }
    return amounts;
  }

  private static void merge(
      Map<String, Amount> into, Map<String, Amount> from, BinaryOperator<Amount> rule) {
    from.forEach((resource, amount) -> into.merge(resource, amount, rule));
  }
}
