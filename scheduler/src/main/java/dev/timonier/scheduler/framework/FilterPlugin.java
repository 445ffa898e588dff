package dev.timonier.scheduler.framework;

import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;

/// Decides whether a node will do. Called for very many nodes, perhaps by several threads at once:
/// answers without reasons of their own should be constants.
public interface FilterPlugin extends Plugin {
  Status.OfFilter filter(CycleState state, PodInfo pod, NodeInfo node);
}
