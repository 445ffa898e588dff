package dev.timonier.scheduler.plugin.defaultpreemption;

import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.NodeVerdicts;
import dev.timonier.scheduler.framework.PostFilterPlugin;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Status.Unschedulable;
import dev.timonier.scheduler.framework.Status.UnschedulableAndUnresolvable;
import dev.timonier.scheduler.framework.Trials;
import dev.timonier.scheduler.preemption.Eviction;
import dev.timonier.scheduler.snapshot.PodInfo;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Chooses a node where a pod would fit if less important pods went, and does the least harm there
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/>).
public final class DefaultPreemption implements PostFilterPlugin {
  public static final String NAME = "DefaultPreemption";

  private static final Status.OfPostFilter NEVER =
      new Unschedulable("preemption: not eligible due to preemptionPolicy=Never.");
  private static final Status.OfPostFilter UNDER_WAY =
      new Unschedulable("preemption: not eligible due to a terminating pod on the nominated node.");

  private final DefaultPreemptionArgs args;
  private final RandomGenerator random;
  private final DisruptionBudgets budgets;

  /// @param random says with which node to begin
  public DefaultPreemption(
      DefaultPreemptionArgs args, RandomGenerator random, DisruptionBudgets budgets) {
    this.args = args;
    this.random = random;
    this.budgets = budgets;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Status.OfPostFilter postFilter(
      CycleState state, PodInfo pod, NodeVerdicts verdicts, Trials trials) {
    if ("Never".equals(pod.spec().getPreemptionPolicy())) {
      return NEVER;
    }
    return isUnderWay(state, pod, verdicts) ? UNDER_WAY : choose(state, pod, verdicts, trials);
  }

  private Status.OfPostFilter choose(
      CycleState state, PodInfo pod, NodeVerdicts verdicts, Trials trials) {
    var candidates = new Candidates(state.snapshot().size());
    var positions = helpful(state, verdicts);
    var start = positions.length == 0 ? 0 : random.nextInt(positions.length);
    var enough = args.enough(positions.length);
    for (var i = 0; i < positions.length && candidates.count() < enough; i++) {
      var position = positions[(start + i) % positions.length];
      var trial = trials.on(state.snapshot().node(position));
      candidates.take(position, new VictimSearch(pod, trial, budgets).run());
    }
    return candidates.best();
  }

  /// The positions of the nodes where the pod might fit if others went.
  private static int[] helpful(CycleState state, NodeVerdicts verdicts) {
    return IntStream.range(0, state.snapshot().size())
        .filter(position -> verdicts.rejection(position).orElse(null) instanceof Unschedulable)
        .toArray();
  }

  /// Whether the victims of an earlier preemption are still going, so that the pod has to wait for
  /// them only. Where its node will not do any more for other reasons, it need not.
  private static boolean isUnderWay(CycleState state, PodInfo pod, NodeVerdicts verdicts) {
    var snapshot = state.snapshot();
    return snapshot
        .nominations()
        .nodeOf(pod)
        .flatMap(snapshot::position)
        .filter(
            position ->
                !(verdicts.rejection(position).orElse(null)
                    instanceof UnschedulableAndUnresolvable))
        .filter(
            position ->
                snapshot.node(position).pods().stream()
                    .anyMatch(other -> isVictim(other) && other.priority() < pod.priority()))
        .isPresent();
  }

  private static boolean isVictim(PodInfo pod) {
    return pod.isTerminating()
        && pod.pod().getStatus() != null
        && pod.pod().getStatus().getConditions().stream().anyMatch(DefaultPreemption::saysSo);
  }

  private static boolean saysSo(PodCondition condition) {
    return Eviction.DISRUPTION_TARGET.equals(condition.getType())
        && "True".equals(condition.getStatus())
        && Eviction.BY_SCHEDULER.equals(condition.getReason());
  }
}
