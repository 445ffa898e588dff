package dev.timonier.scheduler.framework;

import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;

/// Ranks the nodes that will do. Each plugin's scores lie between [#WORST] and [#BEST], at the
/// latest after normalization; they are added up with the plugins' weights.
public interface ScorePlugin extends Plugin {
  long WORST = 0;
  long BEST = 100;

  /// Called for very many nodes, perhaps by several threads at once.
  long score(CycleState state, PodInfo pod, NodeInfo node);

  /// Brings the scores of all nodes into range.
  default void normalize(CycleState state, PodInfo pod, NodeScores scores) {}
}
