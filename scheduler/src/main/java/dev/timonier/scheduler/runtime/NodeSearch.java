package dev.timonier.scheduler.runtime;

import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.Status.Failed;
import dev.timonier.scheduler.framework.Status.Rejection;
import dev.timonier.scheduler.framework.Status.Success;
import dev.timonier.scheduler.snapshot.NodeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One search for the nodes that will do for a pod.
///
/// Nodes are looked at in waves: as many as are still wanted, and again as many as of those would
/// not do. So the result does not depend on how many threads look.
final class NodeSearch {
  private final CycleState state;
  private final NodeFilter filter;
  private final Parallelizer parallelizer;
  private final Diagnosis diagnosis;
  private final List<NodeInfo> feasible = new ArrayList<>();
  private Verdict[] wave = {};

  NodeSearch(CycleState state, NodeFilter filter, Parallelizer parallelizer, Diagnosis diagnosis) {
    this.state = state;
    this.filter = filter;
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
    wave = new Verdict[count];
    parallelizer.forEach(count, i -> wave[i] = filter.judge(state, node(positions, from + i)));
    for (var i = 0; i < count; i++) {
      switch (wave[i].status()) {
        case Success _ -> feasible.add(node(positions, from + i));
        case Rejection rejection ->
            diagnosis.reject(positions.at(from + i), wave[i].plugin(), rejection);
        case Failed failed -> {
          return Optional.of(failed.in("\"" + wave[i].plugin() + "\" filter plugin"));
        }
      }
    }
    return Optional.empty();
  }

  private NodeInfo node(NodePositions positions, int index) {
    return state.snapshot().node(positions.at(index));
  }
}
