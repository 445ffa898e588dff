package dev.timonier.scheduler.framework;

import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;

/// A pod on a node as it would be without some of the pods there, or with more of them:
///
/// ```java
/// var trial = trials.on(node);
/// trial.remove(other);
/// if (trial.filter() == Status.SUCCESS) …  // the pod would fit if the other one went
/// ```
public interface Trial {
  /// The node as it is tried.
  NodeInfo node();

  void remove(PodInfo other);

  void add(PodInfo other);

  /// Whether the pod fits.
  Status.OfFilter filter();
}
