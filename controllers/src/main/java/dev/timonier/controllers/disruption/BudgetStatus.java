package dev.timonier.controllers.disruption;

import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Pods;
import dev.timonier.controllers.runtime.Times;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatusBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Writes the status of budgets; pure.
final class BudgetStatus {
  /// How long an evicted pod may take to be deleted.
  static final Duration EVICTION = Duration.ofMinutes(2);

  private static final String CONDITION = "DisruptionAllowed";

  private BudgetStatus() {}

  static PodDisruptionBudgetStatus status(PodDisruptionBudget budget) {
    return Objects.requireNonNullElseGet(budget.getStatus(), PodDisruptionBudgetStatus::new);
  }

  static PodDisruptionBudgetStatus of(
      PodDisruptionBudget budget, Collection<Pod> pods, Allowance allowance, Instant now) {
    var disrupted = disrupted(budget, pods, now);
    var healthy =
        (int)
            pods.stream()
                .filter(pod -> Pods.ready(pod) && !Owners.terminates(pod))
                .filter(pod -> !disrupted.containsKey(pod.getMetadata().getName()))
                .count();
    var allowed = allowance.allowed(healthy);
    var status =
        new PodDisruptionBudgetStatusBuilder(status(budget))
            .withObservedGeneration(budget.getMetadata().getGeneration())
            .withDisruptedPods(disrupted.isEmpty() ? null : disrupted)
            .withCurrentHealthy(healthy)
            .withDesiredHealthy(allowance.desired())
            .withExpectedPods(allowance.expected())
            .withDisruptionsAllowed(allowed)
            .build();
    return allowed > 0
        ? with(budget, status, "True", "SufficientPods", "", now)
        : with(budget, status, "False", "InsufficientPods", "", now);
  }

  /// Where nothing is known, nothing may go.
  static PodDisruptionBudgetStatus failed(PodDisruptionBudget budget, String failure, Instant now) {
    var status =
        new PodDisruptionBudgetStatusBuilder(status(budget)).withDisruptionsAllowed(0).build();
    return with(budget, status, "False", "SyncFailed", failure, now);
  }

  /// The pods that were evicted and are not yet being deleted, by name.
  static Map<String, String> disrupted(
      PodDisruptionBudget budget, Collection<Pod> pods, Instant now) {
    var noted =
        Objects.requireNonNullElse(status(budget).getDisruptedPods(), Map.<String, String>of());
    var disrupted = new TreeMap<String, String>();
    for (var pod : pods) {
      var since = noted.get(pod.getMetadata().getName());
      if (since != null
          && !Owners.terminates(pod)
          && Instant.parse(since).plus(EVICTION).isAfter(now)) {
        disrupted.put(pod.getMetadata().getName(), since);
      }
    }
    return disrupted;
  }

  private static PodDisruptionBudgetStatus with(
      PodDisruptionBudget budget,
      PodDisruptionBudgetStatus status,
      String truth,
      String reason,
      String message,
      Instant now) {
    var conditions =
        new ArrayList<>(Objects.requireNonNullElse(status.getConditions(), List.<Condition>of()));
    var present = conditions.stream().filter(c -> c.getType().equals(CONDITION)).findFirst();
    var since =
        present
            .filter(c -> c.getStatus().equals(truth))
            .map(Condition::getLastTransitionTime)
            .orElse(Times.shown(now));
    conditions.removeIf(c -> c.getType().equals(CONDITION));
    conditions.add(
        new ConditionBuilder()
            .withType(CONDITION)
            .withStatus(truth)
            .withObservedGeneration(budget.getMetadata().getGeneration())
            .withLastTransitionTime(since)
            .withReason(reason)
            .withMessage(message)
            .build());
    return new PodDisruptionBudgetStatusBuilder(status).withConditions(conditions).build();
  }
}
