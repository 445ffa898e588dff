package dev.timonier.scheduler.runtime;

import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.FilterPlugin;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Status.Failed;
import dev.timonier.scheduler.framework.Status.Rejection;
import dev.timonier.scheduler.framework.Status.Success;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One search for the nodes that will do for a pod.
///
/// Nodes are looked at in waves: as many as are still wanted, and again as many as of those would
/// not do. So the result does not depend on how many threads look.
final class NodeSearch {
  private final CycleState state;
  private final PodInfo pod;
  private final FilterPlugin[] filters;
  private final Parallelizer parallelizer;
  private final Diagnosis diagnosis;
  private final List<NodeInfo> feasible = new ArrayList<>();

  // The verdicts of the present wave, and the index of the filter that gave each.
  private Status.OfFilter[] verdicts = {};
  private int[] givenBy = {};

  NodeSearch(
      CycleState state,
      PodInfo pod,
      List<FilterPlugin> filters,
      Parallelizer parallelizer,
      Diagnosis diagnosis) {
    this.state = state;
    this.pod = pod;
    this.filters = filters.toArray(FilterPlugin[]::new);
    this.parallelizer = parallelizer;
    this.diagnosis = diagnosis;
  }

  /// Looks for nodes until enough were found. Says whether something failed.
  Optional<Failed> run(NodePositions positions, int wanted) {
    var next = 0;
    while (next < positions.count() && feasible.size() < wanted) {
      var count = Math.min(wanted - feasible.size(), positions.count() - next);
      var failure = wave(positions, next, count);
      if (failure.isPresent()) {
        return failure;
      }
      next += count;
    }
    return Optional.empty();
  }

  List<NodeInfo> feasible() {
    return feasible;
  }

  private Optional<Failed> wave(NodePositions positions, int from, int count) {
    verdicts = new Status.OfFilter[count];
    givenBy = new int[count];
    parallelizer.forEach(count, i -> judge(i, state.snapshot().node(positions.at(from + i))));
    for (var i = 0; i < count; i++) {
      var position = positions.at(from + i);
      switch (verdicts[i]) {
        case Success _ -> feasible.add(state.snapshot().node(position));
        case Rejection rejection ->
            diagnosis.reject(position, filters[givenBy[i]].name(), rejection);
        case Failed failed -> {
          return Optional.of(failed.in("\"" + filters[givenBy[i]].name() + "\" filter plugin"));
        }
      }
    }
    return Optional.empty();
  }

  private void judge(int index, NodeInfo node) {
    for (var i = 0; i < filters.length; i++) {
      var verdict = ask(filters[i], node);
      if (verdict != Status.SUCCESS) {
        givenBy[index] = i;
        verdicts[index] = verdict;
        return;
      }
    }
    verdicts[index] = Status.SUCCESS;
  }

  private Status.OfFilter ask(FilterPlugin filter, NodeInfo node) {
    try {
      return filter.filter(state, pod, node);
    } catch (RuntimeException e) {
      return Failed.of(e);
    }
  }
}
