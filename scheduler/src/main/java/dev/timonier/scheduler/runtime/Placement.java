package dev.timonier.scheduler.runtime;

import dev.timonier.scheduler.framework.Status.Failed;
import dev.timonier.scheduler.framework.Trials;

/// Where a pod is to go.
public sealed interface Placement {
  /// To a node.
  record Chosen(String nodeName) implements Placement {}

  /// Nowhere: there are no nodes at all.
  record NoNodes() implements Placement {}

  /// Nowhere: none of the nodes will do.
  ///
  /// @param trials to find out where the pod would fit if others went
  record NoFit(Diagnosis diagnosis, Trials trials) implements Placement {}

  /// It could not be found out.
  record Broken(Failed failure) implements Placement {}
}
