package dev.timonier.controllers.disruption;

import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.OwnWrites;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Counts the pods of one budget.
final class DisruptionReconciler implements Reconciler<NamespacedName> {
  private final KubernetesClient client;
  private final EventRecorder events;
  private final Store<PodDisruptionBudget> budgets;
  private final Store<Pod> pods;
  private final ExpectedScale.Finder scales;
  private final OwnWrites writes = new OwnWrites();
  private final Time time;

  DisruptionReconciler(
      KubernetesClient client,
      EventRecorder events,
      Store<PodDisruptionBudget> budgets,
      Store<Pod> pods,
      ExpectedScale.Finder scales,
      Time time) {
    this.client = client;
    this.events = events;
    this.budgets = budgets;
    this.pods = pods;
    this.scales = scales;
    this.time = time;
  }

  @Override
  public Outcome reconcile(NamespacedName key) {
    var budget = budgets.get(key);
    if (budget.isEmpty()) {
      writes.forget(key);
      return Outcome.DONE;
    }
    return writes.shownBy(budget.get()) ? reconcile(budget.get()) : Outcome.DONE;
  }

  private Outcome reconcile(PodDisruptionBudget budget) {
    var now = time.instant();
    var selected =
        pods.inNamespace(budget.getMetadata().getNamespace()).stream()
            .filter(pod -> DisruptionController.selects(budget, pod))
            .toList();
    if (selected.isEmpty()) {
      events.record(budget, EventType.Normal, "NoPods", "No matching pods found");
    }
    var allowance = Allowance.of(budget.getSpec(), selected, scales::of);
    tell(budget, allowance);
    write(budget, status(budget, selected, allowance, now));
    return allowance
        .failure()
        .<Outcome>map(Outcome.Retry::new)
        .orElseGet(() -> Outcome.after(next(budget, selected, now)));
  }

  private static PodDisruptionBudgetStatus status(
      PodDisruptionBudget budget, List<Pod> selected, Allowance allowance, Instant now) {
    return allowance
        .failure()
        .map(failure -> BudgetStatus.failed(budget, failure, now))
        .orElseGet(() -> BudgetStatus.of(budget, selected, allowance, now));
  }

  private void tell(PodDisruptionBudget budget, Allowance allowance) {
    allowance
        .failure()
        .ifPresent(
            failure ->
                events.record(
                    budget,
                    EventType.Warning,
                    "CalculateExpectedPodCountFailed",
                    "Failed to calculate the number of expected pods: " + failure));
    if (!allowance.unmanaged().isEmpty()) {
      events.record(budget, EventType.Warning, "UnmanagedPods", unmanaged(allowance.unmanaged()));
    }
  }

  private static String unmanaged(List<String> names) {
    return "Pods selected by this PodDisruptionBudget (selector: "
        + String.join(" ", names)
        + ") were found to be unmanaged. As a result, the status of the PDB cannot be calculated"
        + " correctly, which may result in undefined behavior. To account for these pods please"
        + " set \".spec.minAvailable\" field of the PDB to an integer value.";
  }

  private void write(PodDisruptionBudget budget, PodDisruptionBudgetStatus status) {
    if (!status.equals(budget.getStatus())) {
      var changed = new PodDisruptionBudgetBuilder(budget).withStatus(status).build();
      writes.note(client.resource(changed).updateStatus());
    }
  }

  /// When an evicted pod that was not deleted counts again.
  private static Optional<Duration> next(
      PodDisruptionBudget budget, List<Pod> selected, Instant now) {
    return BudgetStatus.disrupted(budget, selected, now).entrySet().stream()
        .map(Map.Entry::getValue)
        .map(since -> Duration.between(now, Instant.parse(since).plus(BudgetStatus.EVICTION)))
        .min(Duration::compareTo);
  }
}
