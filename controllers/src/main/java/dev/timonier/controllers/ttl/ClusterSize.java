package dev.timonier.controllers.ttl;

import java.util.List;

/// A size of clusters and the seconds that belong to it. The sizes overlap, so that a node more or
/// less does not change every node of the cluster.
///
/// @param least below this many nodes, the cluster is of the next smaller size
/// @param most above this many nodes, the cluster is of the next larger size
record ClusterSize(int least, int most, int seconds) {
  private static final List<ClusterSize> SIZES =
      List.of(
          new ClusterSize(0, 100, 0),
          new ClusterSize(90, 500, 15),
          new ClusterSize(450, 1000, 30),
          new ClusterSize(900, 2000, 60),
          new ClusterSize(1800, Integer.MAX_VALUE, 300));

  static final ClusterSize SMALLEST = SIZES.getFirst();

  /// The size of a cluster that was of this size.
  ClusterSize after(int nodes) {
    var step = nodes > most ? 1 : nodes < least ? -1 : 0;
    return step == 0 ? this : SIZES.get(SIZES.indexOf(this) + step).after(nodes);
  }
}
