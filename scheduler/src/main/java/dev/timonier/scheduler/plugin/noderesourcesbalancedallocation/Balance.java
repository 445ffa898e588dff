package dev.timonier.scheduler.plugin.noderesourcesbalancedallocation;

import dev.timonier.scheduler.framework.ScorePlugin;
import dev.timonier.scheduler.snapshot.CountedResource;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import dev.timonier.scheduler.snapshot.Resources;
import java.util.List;

/// How evenly the resources of a node are requested: 100 less the standard deviation, in percent,
/// of the requested fraction of each. Made for one pod, whose requests decide which resources
/// matter.
final class Balance {
  private final CountedResource[] resources;
  private final Resources asked;

  Balance(List<CountedResource> resources, PodInfo pod) {
    this.asked = pod.requested();
    this.resources =
        resources.stream()
            .filter(resource -> resource.matters(resource.in(asked)))
            .toArray(CountedResource[]::new);
  }

  long with(NodeInfo node) {
    return of(node, asked);
  }

  long without(NodeInfo node) {
    return of(node, Resources.NONE);
  }

  private long of(NodeInfo node, Resources more) {
    return (long) ((1 - deviation(node, more)) * ScorePlugin.BEST);
  }

  /// Nearly always there are two resources, and then it is half of their difference.
  private double deviation(NodeInfo node, Resources more) {
    var first = 0.0;
    var last = 0.0;
    var count = 0;
    for (var resource : resources) {
      if (resource.in(node.allocatable()) != 0) {
        last = fraction(resource, node, more);
        first = count++ == 0 ? last : first;
      }
    }
    return count < 3 ? Math.abs(first - last) / 2 : deviation(node, more, count);
  }

  private double deviation(NodeInfo node, Resources more, int count) {
    var mean = mean(node, more, count);
    var squares = 0.0;
    for (var resource : resources) {
      if (resource.in(node.allocatable()) != 0) {
        var difference = fraction(resource, node, more) - mean;
        squares += difference * difference;
      }
    }
    return Math.sqrt(squares / count);
  }

  private double mean(NodeInfo node, Resources more, int count) {
    var sum = 0.0;
    for (var resource : resources) {
      sum += resource.in(node.allocatable()) == 0 ? 0 : fraction(resource, node, more);
    }
    return sum / count;
  }

  private static double fraction(CountedResource resource, NodeInfo node, Resources more) {
    var requested = resource.in(node.requested()) + resource.in(more);
    return Math.min(1, (double) requested / resource.in(node.allocatable()));
  }
}
