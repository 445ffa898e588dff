package dev.timonier.scheduler.runtime;

import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Trial;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;

/// A pod tried on a node as it is not. Owned by the thread that made it.
final class NodeTrial implements Trial {
  private final NodeFilter filter;
  private final CycleState state;
  private NodeInfo node;

  NodeTrial(NodeFilter filter, CycleState state, NodeInfo node) {
    this.filter = filter;
    this.state = state.copy();
    this.node = node;
  }

  @Override
  public NodeInfo node() {
    return node;
  }

  @Override
  public void remove(PodInfo other) {
    node = node.without(other.uid());
    filter.removed(state, other, node);
  }

  @Override
  public void add(PodInfo other) {
    node = node.with(other);
    filter.added(state, other, node);
  }

  @Override
  public Status.OfFilter filter() {
    return filter.judge(state, node).status();
  }

  CycleState state() {
    return state;
  }
}
