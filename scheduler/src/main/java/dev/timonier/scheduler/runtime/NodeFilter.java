package dev.timonier.scheduler.runtime;

import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.FilterPlugin;
import dev.timonier.scheduler.framework.PreFilterPlugin;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Status.Failed;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.List;

/// Runs those Filter plugins that have something to say about a pod. Safe for several threads.
///
/// Other pods may be nominated to a node. Those that are at least as important as the pod will come
/// before it: with them the pod must fit. It must fit without them as well, since they may not come
/// after all, and the pod may need them there.
final class NodeFilter {
  private final PodInfo pod;
  private final FilterPlugin[] filters;

  NodeFilter(PodInfo pod, List<FilterPlugin> filters) {
    this.pod = pod;
    this.filters = filters.toArray(FilterPlugin[]::new);
  }

  Verdict judge(CycleState state, NodeInfo node) {
    var nominated = nominated(state, node);
    if (!nominated.isEmpty()) {
      var crowded = new NodeTrial(this, state, node);
      nominated.forEach(crowded::add);
      var verdict = ask(crowded.state(), crowded.node());
      if (!verdict.isSuccess()) {
        return verdict;
      }
    }
    return ask(state, node);
  }

  /// Another pod is tried to be on a node.
  void added(CycleState state, PodInfo other, NodeInfo node) {
    for (var filter : filters) {
      if (filter instanceof PreFilterPlugin plugin) {
        plugin.added(state, pod, other, node);
      }
    }
  }

  /// Another pod is tried not to be on a node.
  void removed(CycleState state, PodInfo other, NodeInfo node) {
    for (var filter : filters) {
      if (filter instanceof PreFilterPlugin plugin) {
        plugin.removed(state, pod, other, node);
      }
    }
  }

  private List<PodInfo> nominated(CycleState state, NodeInfo node) {
    var all = state.snapshot().nominations().on(node.name());
    return all.isEmpty() ? all : all.stream().filter(this::comesFirst).toList();
  }

  private boolean comesFirst(PodInfo other) {
    return other.priority() >= pod.priority() && !other.uid().equals(pod.uid());
  }

  private Verdict ask(CycleState state, NodeInfo node) {
    for (var filter : filters) {
      var answer = ask(filter, state, node);
      if (answer != Status.SUCCESS) {
        return new Verdict(answer, filter.name());
      }
    }
    return Verdict.SUCCESS;
  }

  private Status.OfFilter ask(FilterPlugin filter, CycleState state, NodeInfo node) {
    try {
      return filter.filter(state, pod, node);
    } catch (RuntimeException e) {
      return Failed.of(e);
    }
  }
}
