package dev.timonier.scheduler.runtime;

import dev.timonier.scheduler.framework.Status.Failed;

/// Where a pod is to go.
public sealed interface Placement {
  /// To a node.
  record Chosen(String nodeName) implements Placement {}

  /// Nowhere: there are no nodes at all.
  record NoNodes() implements Placement {}

  /// Nowhere: none of the nodes will do.
  record NoFit(Diagnosis diagnosis) implements Placement {}

  /// It could not be found out.
  record Broken(Failed failure) implements Placement {}
}
