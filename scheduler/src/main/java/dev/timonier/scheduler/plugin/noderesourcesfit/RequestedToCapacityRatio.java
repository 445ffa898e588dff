package dev.timonier.scheduler.plugin.noderesourcesfit;

import dev.timonier.scheduler.framework.ScorePlugin;
import java.util.List;

/// A node is as good as a function of its utilization says, which is given by some of its points
/// and straight between them.
///
/// Example: the points (0, 0) and (100, 10) prefer full nodes; (0, 10) and (100, 0) empty ones.
public record RequestedToCapacityRatio(List<ResourceSpec> resources, List<ShapePoint> shape)
    implements ScoringStrategy {
  private static final int FULL = 100;
  private static final int SCALE = (int) ScorePlugin.BEST / 10;

  @Override
  public long score(long requested, long allocatable) {
    return at(requested > allocatable ? FULL : requested * FULL / allocatable);
  }

  /// Resources whose score is zero don't.
  @Override
  public boolean counts(long score) {
    return score > 0;
  }

  @Override
  public long mean(long sum, long weights) {
    return Math.round((double) sum / weights);
  }

  private long at(long utilization) {
    for (var i = 0; i < shape.size(); i++) {
      if (utilization <= shape.get(i).utilization()) {
        return i == 0
            ? (long) shape.getFirst().score() * SCALE
            : between(shape.get(i - 1), shape.get(i), utilization);
      }
    }
    return (long) shape.getLast().score() * SCALE;
  }

  private static long between(ShapePoint left, ShapePoint right, long utilization) {
    var rise = (long) (right.score() - left.score()) * SCALE;
    var width = right.utilization() - left.utilization();
    return (long) left.score() * SCALE + rise * (utilization - left.utilization()) / width;
  }
}
