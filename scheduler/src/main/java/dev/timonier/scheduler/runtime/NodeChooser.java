package dev.timonier.scheduler.runtime;

import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.Status.Failed;
import dev.timonier.scheduler.framework.Status.UnschedulableAndUnresolvable;
import dev.timonier.scheduler.runtime.Placement.Broken;
import dev.timonier.scheduler.runtime.Placement.Chosen;
import dev.timonier.scheduler.runtime.Placement.NoFit;
import dev.timonier.scheduler.runtime.Placement.NoNodes;
import dev.timonier.scheduler.runtime.PreFilterOutcome.Proceed;
import dev.timonier.scheduler.runtime.PreFilterOutcome.Rejected;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Chooses a node for a pod: filters the nodes, scores those that will do, takes the best; of
/// equally good ones any. Owned by the scheduling thread.
final class NodeChooser {
  private final FrameworkPlugins plugins;
  private final int percentageOfNodesToScore;
  private final NodeSampling sampling;
  private final Parallelizer parallelizer;
  private final RandomGenerator random;

  NodeChooser(FrameworkPlugins plugins, int percentageOfNodesToScore, SchedulingTools tools) {
    this.plugins = plugins;
    this.percentageOfNodesToScore = percentageOfNodesToScore;
    this.sampling = tools.sampling();
    this.parallelizer = tools.parallelizer();
    this.random = tools.random();
  }

  Placement choose(CycleState state, PodInfo pod) {
    var nodes = state.snapshot().size();
    if (nodes == 0) {
      return new NoNodes();
    }
    var diagnosis = new Diagnosis(nodes);
    return switch (new PreFilterRunner(state, pod, plugins.filter()).run(plugins.preFilter())) {
      case PreFilterOutcome.Broken(var failure) -> new Broken(failure);
      case Rejected(var by, var rejection, var filters) -> {
        diagnosis.rejectAll(by, rejection);
        yield noFit(diagnosis, state, new NodeFilter(pod, filters));
      }
      case Proceed proceed -> choose(state, pod, proceed, diagnosis);
    };
  }

  private Placement choose(CycleState state, PodInfo pod, Proceed proceed, Diagnosis diagnosis) {
    var filter = new NodeFilter(pod, proceed.filters());
    return nominated(state, pod, filter)
        .orElseGet(() -> choose(state, pod, proceed, filter, diagnosis));
  }

  private Placement choose(
      CycleState state, PodInfo pod, Proceed proceed, NodeFilter filter, Diagnosis diagnosis) {
    proceed.nodes().ifPresent(_ -> diagnosis.rejectOthers(proceed.byPlugins(), notNamed(proceed)));
    var search = new NodeSearch(state, filter, parallelizer, diagnosis);
    var failure = search(search, state, proceed, diagnosis);
    if (failure.isPresent()) {
      return new Broken(failure.get());
    }
    return search.feasible().isEmpty()
        ? noFit(diagnosis, state, filter)
        : best(state, pod, search.feasible());
  }

  private static NoFit noFit(Diagnosis diagnosis, CycleState state, NodeFilter filter) {
    return new NoFit(diagnosis, node -> new NodeTrial(filter, state, node));
  }

  private Optional<Failed> search(
      NodeSearch search, CycleState state, Proceed proceed, Diagnosis diagnosis) {
    var nodes = state.snapshot().size();
    var positions =
        proceed
            .nodes()
            .map(names -> NodePositions.named(state.snapshot(), names))
            .orElseGet(() -> sampling.positions(nodes));
    var failure = search.run(positions, enough(positions.count()));
    sampling.advance(search.feasible().size() + diagnosis.rejected(), nodes);
    return failure;
  }

  private int enough(int nodes) {
    return plugins.score().isEmpty() ? 1 : NodeSampling.enough(nodes, percentageOfNodesToScore);
  }

  /// A node that the pod can be expected to fit on is tried before all others.
  private static Optional<Placement> nominated(CycleState state, PodInfo pod, NodeFilter filter) {
    var snapshot = state.snapshot();
    return snapshot
        .nominations()
        .nodeOf(pod)
        .flatMap(snapshot::find)
        .filter(node -> filter.judge(state, node).isSuccess())
        .map(node -> new Chosen(node.name()));
  }

  private Placement best(CycleState state, PodInfo pod, List<NodeInfo> feasible) {
    if (feasible.size() == 1) {
      return new Chosen(feasible.getFirst().name());
    }
    var scorer = new NodeScorer(state, pod, feasible, parallelizer);
    var failure = scorer.run(plugins.preScore(), plugins.score());
    return failure.isPresent()
        ? new Broken(failure.get())
        : new Chosen(feasible.get(indexOfBest(scorer.totals())).name());
  }

  /// Among n equal ones, each is taken with a chance of 1/n.
  private int indexOfBest(long[] totals) {
    var best = 0;
    var equals = 1;
    for (var i = 1; i < totals.length; i++) {
      if (totals[i] > totals[best]) {
        best = i;
        equals = 1;
      } else if (totals[i] == totals[best] && random.nextInt(++equals) == 0) {
        best = i;
      }
    }
    return best;
  }

  private static UnschedulableAndUnresolvable notNamed(Proceed proceed) {
    return new UnschedulableAndUnresolvable(
        "node(s) didn't satisfy plugin(s) " + PreFilterRunner.list(proceed.byPlugins()));
  }
}
