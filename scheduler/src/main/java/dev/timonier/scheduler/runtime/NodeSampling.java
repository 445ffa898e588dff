package dev.timonier.scheduler.runtime;

/// How many nodes that will do are enough, and where to begin looking: in a large cluster not every
/// node needs to be looked at for every pod. Each search begins where the last one ended, so that
/// all nodes have the same chance. Owned by the scheduling thread.
///
/// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/scheduler-perf-tuning/>
public final class NodeSampling {
  private static final int LEAST_NODES = 100;
  private static final int LEAST_PERCENTAGE = 5;
  private static final int MOST_PERCENTAGE = 50;
  private static final int NODES_FOR_A_PERCENT_LESS = 125;

  private int start;

  NodePositions positions(int nodes) {
    start = start < nodes ? start : start % Math.max(1, nodes);
    return new NodePositions.AllFrom(start, nodes);
  }

  /// So many nodes were looked at.
  void advance(int looked, int nodes) {
    start = (start + looked) % Math.max(1, nodes);
  }

  /// @param percentage of all nodes; zero lets the number of nodes decide
  static int enough(int nodes, int percentage) {
    if (nodes < LEAST_NODES) {
      return nodes;
    }
    var effective = percentage == 0 ? adaptive(nodes) : percentage;
    return Math.max(LEAST_NODES, (int) ((long) nodes * effective / 100));
  }

  private static int adaptive(int nodes) {
    return Math.max(LEAST_PERCENTAGE, MOST_PERCENTAGE - nodes / NODES_FOR_A_PERCENT_LESS);
  }
}
