package dev.timonier.scheduler.plugin.noderesourcesfit;

import dev.timonier.scheduler.framework.ScorePlugin;
import java.util.List;

/// The fuller a node, the better.
///
/// Example: of 4 CPU 1 requested gives 25.
public record MostAllocated(List<ResourceSpec> resources) implements ScoringStrategy {
  /// Pods that ask for nothing count for something, so that more may be requested than there is.
  @Override
  public long score(long requested, long allocatable) {
    return Math.min(requested, allocatable) * ScorePlugin.BEST / allocatable;
  }
}
