package dev.timonier.scheduler.plugin.podtopologyspread;

import dev.timonier.machinery.informer.Informers;
import dev.timonier.scheduler.framework.ClusterEvent;
import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.EnqueueExtensions;
import dev.timonier.scheduler.framework.FilterPlugin;
import dev.timonier.scheduler.framework.NodeScores;
import dev.timonier.scheduler.framework.PreFilterPlugin;
import dev.timonier.scheduler.framework.PreScorePlugin;
import dev.timonier.scheduler.framework.QueueingHint;
import dev.timonier.scheduler.framework.ScorePlugin;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Status.Unschedulable;
import dev.timonier.scheduler.framework.Status.UnschedulableAndUnresolvable;
import dev.timonier.scheduler.plugin.podtopologyspread.SoftSpread.DomainRule;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.List;

/// Spreads pods over the values of a node label, as their `topologySpreadConstraints` ask
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/>). Pods
/// that have none, but belong to a Service or a controller, are spread by default constraints.
public final class PodTopologySpread
    implements PreFilterPlugin, FilterPlugin, PreScorePlugin, ScorePlugin, EnqueueExtensions {
  public static final String NAME = "PodTopologySpread";

  private static final String REASON = "node(s) didn't match pod topology spread constraints";
  private static final Status.OfFilter TOO_MANY = new Unschedulable(REASON);
  private static final Status.OfFilter NO_DOMAIN =
      new UnschedulableAndUnresolvable(REASON + " (missing required label)");
  private static final CycleState.Key<Spread> SPREAD = new CycleState.Key<>();
  private static final CycleState.Key<SoftSpread> SOFT = new CycleState.Key<>();

  private final PodTopologySpreadArgs args;
  private final Owners owners;

  public PodTopologySpread(PodTopologySpreadArgs args, Informers informers) {
    this.args = args;
    this.owners = new Owners(informers);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Status.OfPreFilter preFilter(CycleState state, PodInfo pod) {
    var constraints = constraints(pod, "DoNotSchedule");
    if (constraints.isEmpty()) {
      return Status.SKIP;
    }
    state.put(SPREAD, Spread.of(pod, constraints, state.snapshot().nodes()));
    return Status.SUCCESS;
  }

  @Override
  public void added(CycleState state, PodInfo pod, PodInfo other, NodeInfo node) {
    state.get(SPREAD).change(other, node, 1);
  }

  @Override
  public void removed(CycleState state, PodInfo pod, PodInfo other, NodeInfo node) {
    state.get(SPREAD).change(other, node, -1);
  }

  @Override
  public Status.OfFilter filter(CycleState state, PodInfo pod, NodeInfo node) {
    var spread = state.get(SPREAD);
    for (var i = 0; i < spread.constraints().size(); i++) {
      if (!node.labels().containsKey(spread.constraints().get(i).key())) {
        return NO_DOMAIN;
      }
      if (!spread.allows(node, i)) {
        return TOO_MANY;
      }
    }
    return Status.SUCCESS;
  }

  @Override
  public Status.OfPreScore preScore(CycleState state, PodInfo pod, List<NodeInfo> feasible) {
    var constraints = constraints(pod, "ScheduleAnyway");
    if (constraints.isEmpty()) {
      return Status.SKIP;
    }
    var rule = own(pod).isEmpty() ? args.rule() : DomainRule.IN_ALL;
    var spread = new SoftSpread(pod, constraints, rule, feasible);
    state.put(SOFT, spread.count(state.snapshot().nodes()));
    return Status.SUCCESS;
  }

  @Override
  public long score(CycleState state, PodInfo pod, NodeInfo node) {
    var spread = state.get(SOFT);
    return spread.ignores(node) ? 0 : spread.crowding(node);
  }

  /// The less crowded, the better; nodes that take no part are the worst.
  @Override
  public void normalize(CycleState state, PodInfo pod, NodeScores scores) {
    var spread = state.get(SOFT);
    var least = Long.MAX_VALUE;
    var most = 0L;
    for (var i = 0; i < scores.size(); i++) {
      if (!spread.ignores(scores.node(i))) {
        least = Math.min(least, scores.score(i));
        most = Math.max(most, scores.score(i));
      }
    }
    for (var i = 0; i < scores.size(); i++) {
      scores.set(i, spread.ignores(scores.node(i)) ? WORST : scaled(scores.score(i), least, most));
    }
  }

  private static long scaled(long crowding, long least, long most) {
    return most == 0 ? BEST : BEST * (most + least - crowding) / most;
  }

  @Override
  public QueueingHint hint(PodInfo pod, ClusterEvent event) {
    return SpreadHints.hint(pod, constraints(pod, "DoNotSchedule"), event);
  }

  private List<Constraint> constraints(PodInfo pod, String action) {
    var own = own(pod);
    return own.isEmpty() ? defaults(pod, action) : Constraint.of(own, action, pod);
  }

  private List<Constraint> defaults(PodInfo pod, String action) {
    var defaults = Constraint.of(args.defaultConstraints(), action, pod);
    if (defaults.isEmpty()) {
      return defaults;
    }
    var together = owners.together(pod);
    return together.selectsEverything()
        ? List.of()
        : defaults.stream().map(constraint -> constraint.with(together)).toList();
  }

  private static List<TopologySpreadConstraint> own(PodInfo pod) {
    var constraints = pod.spec().getTopologySpreadConstraints();
    return constraints == null ? List.of() : constraints;
  }
}
