package dev.timonier.scheduler.plugin.interpodaffinity;

import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.snapshot.AffinityTerm;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.List;
import java.util.Map;

/// Where the pods are that a pod insists on, where those it cannot bear, and where those that
/// cannot bear it.
final class Neighbors implements CycleState.Changing {
  private final PodInfo pod;
  private final Map<String, String> ownNamespace;
  private final NamespaceLabels namespaces;
  private final TermCounts wanted;
  private final TermCounts unwanted;
  private final TermCounts unwilling;

  private Neighbors(
      PodInfo pod,
      NamespaceLabels namespaces,
      TermCounts wanted,
      TermCounts unwanted,
      TermCounts unwilling) {
    this.pod = pod;
    this.namespaces = namespaces;
    this.ownNamespace = namespaces.of(pod.namespace());
    this.wanted = wanted;
    this.unwanted = unwanted;
    this.unwilling = unwilling;
  }

  static Neighbors of(PodInfo pod, NamespaceLabels namespaces, List<NodeInfo> nodes) {
    var neighbors =
        new Neighbors(pod, namespaces, new TermCounts(), new TermCounts(), new TermCounts());
    var any = !pod.affinities().affinity().isEmpty() || !pod.affinities().antiAffinity().isEmpty();
    for (var node : nodes) {
      for (var other : any ? node.pods() : node.podsWithAffinities()) {
        neighbors.change(other, node, 1);
      }
    }
    return neighbors;
  }

  @Override
  public Neighbors copy() {
    return new Neighbors(pod, namespaces, wanted.copy(), unwanted.copy(), unwilling.copy());
  }

  /// Another pod comes onto a node, or goes from there.
  ///
  /// @param pods 1 or -1
  void change(PodInfo other, NodeInfo node, int pods) {
    for (var term : other.affinities().antiAffinity()) {
      if (term.matches(pod, ownNamespace)) {
        unwilling.add(term, node, pods);
      }
    }
    var labels = namespaces.of(other.namespace());
    if (meetsAll(pod.affinities().affinity(), other, labels)) {
      pod.affinities().affinity().forEach(term -> wanted.add(term, node, pods));
    }
    for (var term : pod.affinities().antiAffinity()) {
      if (term.matches(other, labels)) {
        unwanted.add(term, node, pods);
      }
    }
  }

  /// Nobody has anything to say.
  boolean isIrrelevant() {
    return pod.affinities().affinity().isEmpty()
        && pod.affinities().antiAffinity().isEmpty()
        && unwilling.isEmpty();
  }

  /// Whether all wanted pods are near. The first of several pods that want each other may go
  /// anywhere.
  boolean hasWanted(NodeInfo node) {
    var terms = pod.affinities().affinity();
    if (!terms.stream().allMatch(term -> node.labels().containsKey(term.topologyKey()))) {
      return false;
    }
    return terms.stream().allMatch(term -> wanted.at(term, node) > 0)
        || (wanted.isEmpty() && meetsAll(terms, pod, ownNamespace));
  }

  boolean hasUnwanted(NodeInfo node) {
    return pod.affinities().antiAffinity().stream().anyMatch(term -> unwanted.at(term, node) > 0);
  }

  /// Whether pods are near that cannot bear the pod.
  boolean hasUnwilling(NodeInfo node) {
    return unwilling.sumAt(node) > 0;
  }

  static boolean meetsAll(List<AffinityTerm> terms, PodInfo pod, Map<String, String> labels) {
    return !terms.isEmpty() && terms.stream().allMatch(term -> term.matches(pod, labels));
  }
}
