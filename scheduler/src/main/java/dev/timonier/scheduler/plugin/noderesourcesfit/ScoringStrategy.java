package dev.timonier.scheduler.plugin.noderesourcesfit;

import java.util.List;

/// How full nodes should get.
public sealed interface ScoringStrategy
    permits LeastAllocated, MostAllocated, RequestedToCapacityRatio {
  /// The resources that count, with their weights.
  List<ResourceSpec> resources();

  /// The score of a node for one resource, from 0 to 100.
  ///
  /// @param requested with the pod on the node
  /// @param allocatable more than zero
  long score(long requested, long allocatable);

  /// Whether a resource with this score counts in the mean.
  default boolean counts(long score) {
    return true;
  }

  /// The mean of the scores that count.
  ///
  /// @param sum of the scores times their weights
  /// @param weights their sum, more than zero
  default long mean(long sum, long weights) {
    return sum / weights;
  }
}
