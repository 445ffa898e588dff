package dev.timonier.scheduler.plugin.noderesourcesfit;

import dev.timonier.scheduler.snapshot.CountedResource;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;

/// How good a node would be, as full as it would be with a pod: the mean by weight of the scores
/// for those resources that the node has. Containers that ask for nothing count for a little.
final class UtilizationScore {
  private final ScoringStrategy strategy;
  private final CountedResource[] resources;
  private final int[] weights;

  UtilizationScore(ScoringStrategy strategy) {
    this.strategy = strategy;
    this.resources =
        strategy.resources().stream()
            .map(spec -> CountedResource.of(spec.name()))
            .toArray(CountedResource[]::new);
    this.weights = strategy.resources().stream().mapToInt(ResourceSpec::weight).toArray();
  }

  long of(PodInfo pod, NodeInfo node) {
    var sum = 0L;
    var weight = 0L;
    for (var i = 0; i < resources.length; i++) {
      var asked = resources[i].in(pod.nonZeroRequested());
      var allocatable = resources[i].in(node.allocatable());
      if (allocatable != 0 && resources[i].matters(asked)) {
        var taken = resources[i].in(node.nonZeroRequested());
        var score = strategy.score(taken + asked, allocatable);
        sum += strategy.counts(score) ? score * weights[i] : 0;
        weight += strategy.counts(score) ? weights[i] : 0;
      }
    }
    return weight == 0 ? 0 : strategy.mean(sum, weight);
  }
}
