package dev.timonier.scheduler.plugin.defaultpreemption;

import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Status.Failed;
import dev.timonier.scheduler.framework.Status.Rejection;
import dev.timonier.scheduler.framework.Status.Success;
import dev.timonier.scheduler.framework.Status.UnschedulableAndUnresolvable;
import dev.timonier.scheduler.framework.Trial;
import dev.timonier.scheduler.plugin.defaultpreemption.Finding.Broken;
import dev.timonier.scheduler.plugin.defaultpreemption.Finding.Candidate;
import dev.timonier.scheduler.plugin.defaultpreemption.Finding.Refused;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.ArrayList;
import java.util.List;

/// Finds out which pods would have to go from a node for a pod to fit there: first all less
/// important ones are taken away, then each that can stay beside the pod is put back, those first
/// that should rather stay.
final class VictimSearch {
  private static final Refused NO_VICTIMS =
      new Refused(new UnschedulableAndUnresolvable("No preemption victims found for incoming pod"));

  private final PodInfo pod;
  private final Trial trial;
  private final DisruptionBudgets budgets;
  private final List<PodInfo> victims = new ArrayList<>();

  VictimSearch(PodInfo pod, Trial trial, DisruptionBudgets budgets) {
    this.pod = pod;
    this.trial = trial;
    this.budgets = budgets;
  }

  Finding run() {
    var lesser =
        trial.node().pods().stream()
            .filter(other -> other.priority() < pod.priority())
            .sorted(Importance.ORDER)
            .toList();
    lesser.forEach(trial::remove);
    return lesser.isEmpty()
        ? NO_VICTIMS
        : switch (trial.filter()) {
          case Success _ -> reprieve(lesser);
          case Rejection rejection -> new Refused(rejection);
          case Failed failed -> new Broken(failed);
        };
  }

  private Finding reprieve(List<PodInfo> lesser) {
    var exceeding = budgets.exceeding(lesser);
    exceeding.forEach(this::reprieve);
    var violations = victims.size();
    lesser.stream().filter(other -> !exceeding.contains(other)).forEach(this::reprieve);
    var name = trial.node().name();
    return victims.isEmpty()
        ? new Broken(new Failed("expected at least one victim pod on node \"" + name + "\""))
        : new Candidate(name, victims.stream().sorted(Importance.ORDER).toList(), violations);
  }

  private void reprieve(PodInfo other) {
    trial.add(other);
    if (trial.filter() != Status.SUCCESS) {
      trial.remove(other);
      victims.add(other);
    }
  }
}
