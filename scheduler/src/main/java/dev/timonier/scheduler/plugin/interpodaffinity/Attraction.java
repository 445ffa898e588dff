package dev.timonier.scheduler.plugin.interpodaffinity;

import dev.timonier.scheduler.plugin.interpodaffinity.InterPodAffinityArgs.Wishes;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.List;
import java.util.Map;

/// How much a pod is drawn to places by the pods there, and they to it.
final class Attraction {
  private final InterPodAffinityArgs args;
  private final PodInfo pod;
  private final NamespaceLabels namespaces;
  private final Map<String, String> ownNamespace;
  private final TermCounts sums = new TermCounts();

  Attraction(InterPodAffinityArgs args, PodInfo pod, NamespaceLabels namespaces) {
    this.args = args;
    this.pod = pod;
    this.namespaces = namespaces;
    this.ownNamespace = namespaces.of(pod.namespace());
  }

  Attraction count(List<NodeInfo> nodes) {
    var wishes = !pod.affinities().preferred().isEmpty();
    if (!wishes && args.existing() == Wishes.IGNORED) {
      return this;
    }
    for (var node : nodes) {
      for (var other : wishes ? node.pods() : node.podsWithAffinities()) {
        count(other, node);
      }
    }
    return this;
  }

  boolean isNone() {
    return sums.isEmpty();
  }

  long at(NodeInfo node) {
    return sums.sumAt(node);
  }

  private void count(PodInfo other, NodeInfo node) {
    for (var wish : pod.affinities().preferred()) {
      if (wish.term().matches(other, namespaces.of(other.namespace()))) {
        sums.add(wish.term(), node, wish.weight());
      }
    }
    for (var term : other.affinities().affinity()) {
      if (term.matches(pod, ownNamespace)) {
        sums.add(term, node, args.hardPodAffinityWeight());
      }
    }
    if (args.existing() == Wishes.COUNT) {
      for (var wish : other.affinities().preferred()) {
        if (wish.term().matches(pod, ownNamespace)) {
          sums.add(wish.term(), node, wish.weight());
        }
      }
    }
  }
}
