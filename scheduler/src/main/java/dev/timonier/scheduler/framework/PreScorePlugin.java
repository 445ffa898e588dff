package dev.timonier.scheduler.framework;

import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.List;

/// Looks at a pod and the nodes that will do once before they are scored, and remembers what
/// [ScorePlugin] needs.
public interface PreScorePlugin extends Plugin {
  Status.OfPreScore preScore(CycleState state, PodInfo pod, List<NodeInfo> feasible);
}
