package dev.timonier.machinery.selector;

import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The nodes that a pod insists on: those that carry the labels of its `nodeSelector` and match at
/// least one term of its required node affinity
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/>).
///
/// A malformed term matches no node, so that the others still count.
public final class RequiredNodes {
  /// Every node will do.
  public static final RequiredNodes ALL = new RequiredNodes(Optional.empty(), Optional.empty());

  private final Optional<NodeTerm> labels;
  private final Optional<List<NodeTerm>> terms;

  private RequiredNodes(Optional<NodeTerm> labels, Optional<List<NodeTerm>> terms) {
    this.labels = labels;
    this.terms = terms;
  }

  /// What a pod says.
  public static RequiredNodes of(PodSpec spec) {
    var selector = Optional.ofNullable(spec.getNodeSelector()).filter(s -> !s.isEmpty());
    var terms =
        Optional.ofNullable(spec.getAffinity())
            .flatMap(a -> Optional.ofNullable(a.getNodeAffinity()))
            .flatMap(
                a -> Optional.ofNullable(a.getRequiredDuringSchedulingIgnoredDuringExecution()))
            .map(RequiredNodes::terms);
    return of(selector.map(NodeTerm::of), terms);
  }

  /// What a node selector says, as a persistent volume has one.
  public static RequiredNodes of(NodeSelector selector) {
    return of(Optional.empty(), Optional.of(terms(selector)));
  }

  private static RequiredNodes of(Optional<NodeTerm> labels, Optional<List<NodeTerm>> terms) {
    return labels.isEmpty() && terms.isEmpty() ? ALL : new RequiredNodes(labels, terms);
  }

  public boolean matches(String name, Map<String, String> nodeLabels) {
    return (labels.isEmpty() || labels.get().matches(name, nodeLabels))
        && (terms.isEmpty() || anyMatches(terms.get(), name, nodeLabels));
  }

  /// Whether every node will do, because the pod says nothing.
  public boolean isAll() {
    return this == ALL;
  }

  /// The only nodes that can match, where each term names its own.
  public Optional<Set<String>> names() {
    if (terms.isEmpty() || terms.get().isEmpty()) {
      return Optional.empty();
    }
    var names = new TreeSet<String>();
    for (var term : terms.get()) {
      var ofTerm = term.names();
      if (ofTerm.isEmpty()) {
        return Optional.empty();
      }
      names.addAll(ofTerm.get());
    }
    return Optional.of(names);
  }

  private static boolean anyMatches(
      List<NodeTerm> terms, String name, Map<String, String> nodeLabels) {
    for (var term : terms) {
      if (term.matches(name, nodeLabels)) {
        return true;
      }
    }
    return false;
  }

  private static List<NodeTerm> terms(NodeSelector selector) {
    var terms = new ArrayList<NodeTerm>();
    if (selector.getNodeSelectorTerms() != null) {
      selector.getNodeSelectorTerms().forEach(term -> wellFormed(term).ifPresent(terms::add));
    }
    return List.copyOf(terms);
  }

  private static Optional<NodeTerm> wellFormed(NodeSelectorTerm term) {
    try {
      return Optional.of(NodeTerm.of(term));
    } catch (SelectorException _) {
      return Optional.empty();
    }
  }
}
