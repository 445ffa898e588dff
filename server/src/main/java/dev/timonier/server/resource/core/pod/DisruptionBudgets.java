package dev.timonier.server.resource.core.pod;

import dev.timonier.machinery.selector.SelectorException;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.Resources;
import dev.timonier.server.registry.UpdateSource;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.resource.workload.LabelSelectors;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The budgets that say how many pods may be disrupted at once
/// (<https://kubernetes.io/docs/concepts/workloads/pods/disruptions/>).
final class DisruptionBudgets {
  private final Resource budgets;
  private final Registry registry;
  private final InstantSource clock;

  DisruptionBudgets(Resources resources, Registry registry, InstantSource clock) {
    this.budgets = resources.get("policy", "v1", "poddisruptionbudgets");
    this.registry = registry;
    this.clock = clock;
  }

  /// Takes the disruption of a pod from its budget, if it has one.
  ///
  /// @return the name of the budget that is spared because the pod is not ready
  /// @throws dev.timonier.machinery.status.ApiException 429 when the budget is used up
  Optional<String> take(WriteRequest request, ApiObject pod) {
    var mine = budgetsOf(pod);
    if (mine.size() > 1) {
      throw ApiErrors.plain(
          500,
          "This pod has more than one PodDisruptionBudget, which the eviction subresource does not"
              + " support.");
    }
    if (mine.isEmpty()) {
      return Optional.empty();
    }
    if (isFreeOf(mine.getFirst(), pod)) {
      return Optional.of(mine.getFirst().name());
    }
    var write =
        request
            .of(budgets, mine.getFirst().name())
            .withPart(Part.STATUS)
            .withFieldManager("kube-apiserver");
    registry.update(write, new Taking(pod.name(), clock.instant()));
    return Optional.empty();
  }

  /// Other evictions take from the same budget.
  private record Taking(String pod, Instant now) implements UpdateSource {
    @Override
    public ApiObject next(ApiObject budget) {
      new Disruption(budget, now).take(pod);
      return budget;
    }

    @Override
    public boolean retriesConflicts() {
      return true;
    }
  }

  private List<ApiObject> budgetsOf(ApiObject pod) {
    return registry.list(budgets, pod.namespace()).stream()
        .map(StoredObject::read)
        .filter(budget -> selects(budget, pod))
        .toList();
  }

  private static boolean selects(ApiObject budget, ApiObject pod) {
    try {
      return LabelSelectors.of(budget.spec().path("selector")).matches(pod.metadata().labels());
    } catch (SelectorException _) {
      return false;
    }
  }

  /// A pod that is not ready is no part of what the budget keeps.
  private static boolean isFreeOf(ApiObject budget, ApiObject pod) {
    if (PodConditions.isTrue(pod.root(), "Ready")) {
      return false;
    }
    var status = budget.status();
    var desired = status.path("desiredHealthy").asLong();
    return Trees.text(budget.spec(), "unhealthyPodEvictionPolicy").equals("AlwaysAllow")
        || (desired > 0 && status.path("currentHealthy").asLong() >= desired);
  }
}
