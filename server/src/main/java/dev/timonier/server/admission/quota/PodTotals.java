package dev.timonier.server.admission.quota;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.podspec.AggregateResources;
import dev.timonier.server.resource.core.podspec.ResourceNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a pod asks for in all. While it is resized, each of its containers counts with the most of
/// what it asks for, was allocated and has; what cannot be had on its node does not count
/// (<https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/>).
final class PodTotals {
  private final ApiObject pod;
  private final String side;
  private final Map<String, JsonNode> states = new HashMap<>();
  private final boolean infeasible;

  private PodTotals(ApiObject pod, String side) {
    this.pod = pod;
    this.side = side;
    this.infeasible = isInfeasible(pod);
    Stream.of("containerStatuses", "initContainerStatuses")
        .flatMap(field -> Trees.stream(pod.status().path(field)))
        .forEach(state -> states.put(Trees.text(state, "name"), state));
  }

  private static boolean isInfeasible(ApiObject pod) {
    return Trees.stream(pod.status().path("conditions"))
        .filter(condition -> Trees.text(condition, "type").equals("PodResizePending"))
        .findFirst()
        .filter(condition -> Trees.text(condition, "reason").equals("Infeasible"))
        .isPresent();
  }

  /// With what running the pod itself takes.
  static Map<String, Amount> requests(ApiObject pod) {
    var total = new PodTotals(pod, "requests").total();
    overhead(pod).forEach((name, amount) -> total.merge(name, amount, Amount::plus));
    return total;
  }

  /// With what running the pod itself takes, where there is a limit.
  static Map<String, Amount> limits(ApiObject pod) {
    var total = new PodTotals(pod, "limits").total();
    overhead(pod)
        .forEach(
            (name, amount) ->
                total.computeIfPresent(
                    name, (_, limit) -> limit.signum() == 0 ? limit : limit.plus(amount)));
    return total;
  }

  private static Map<String, Amount> overhead(ApiObject pod) {
    return AggregateResources.amounts(pod.spec().path("overhead"));
  }

  private Map<String, Amount> total() {
    var total = AggregateResources.total(pod.spec(), this::ofContainer);
    AggregateResources.amounts(pod.spec().path("resources").path(side))
        .forEach(
            (name, amount) -> {
              if (ResourceNames.isForPods(name)) {
                total.put(name, amount);
              }
            });
    return total;
  }

  private Map<String, Amount> ofContainer(JsonNode container) {
    var asked = container.path("resources").path(side);
    var state = states.get(Trees.text(container, "name"));
    return state == null || !state.has("resources") || isInitContainer(container)
        ? AggregateResources.amounts(asked)
        : effective(asked, state);
  }

  /// One that ends before the others start, and cannot be resized.
  private boolean isInitContainer(JsonNode container) {
    return !AggregateResources.isSidecar(container)
        && Trees.stream(pod.spec().path("initContainers")).anyMatch(container::equals);
  }

  private Map<String, Amount> effective(JsonNode asked, JsonNode state) {
    var has = state.path("resources").path(side);
    var allocated =
        side.equals("requests") ? List.of(state.path("allocatedResources")) : List.<JsonNode>of();
    var most = AggregateResources.amounts(has);
    Stream.concat(infeasible ? Stream.empty() : Stream.of(asked), allocated.stream())
        .map(AggregateResources::amounts)
        .forEach(
            amounts -> amounts.forEach((name, amount) -> most.merge(name, amount, Amount::max)));
    return most;
  }
}
