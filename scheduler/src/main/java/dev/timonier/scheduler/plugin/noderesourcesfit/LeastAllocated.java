package dev.timonier.scheduler.plugin.noderesourcesfit;

import dev.timonier.scheduler.framework.ScorePlugin;
import java.util.List;

/// The emptier a node, the better.
///
/// Example: of 4 CPU 1 requested gives 75.
public record LeastAllocated(List<ResourceSpec> resources) implements ScoringStrategy {
  @Override
  public long score(long requested, long allocatable) {
    return requested > allocatable
        ? ScorePlugin.WORST
        : (allocatable - requested) * ScorePlugin.BEST / allocatable;
  }
}
