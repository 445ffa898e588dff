package dev.timonier.scheduler.framework;

import dev.timonier.scheduler.snapshot.NodeInfo;

/// Tries a pod on nodes as they are not.
public interface Trials {
  /// The pod on a node, to begin with as the node is.
  Trial on(NodeInfo node);
}
