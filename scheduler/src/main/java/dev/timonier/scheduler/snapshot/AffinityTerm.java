package dev.timonier.scheduler.snapshot;

import dev.timonier.machinery.selector.Selector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which pods a pod wants, or does not want, near to it, and what near means. The pods are those of
/// some namespaces, named or selected by the namespace's labels, that carry some labels.
///
/// @param topologyKey the node label that near nodes agree in
public record AffinityTerm(
    Set<String> namespaces, Selector namespaceSelector, Selector selector, String topologyKey) {
  /// @param namespace where the pod is that has the term: the term is about this namespace where it
  ///   does not say
  static AffinityTerm of(PodAffinityTerm term, String namespace, Map<String, String> labels) {
    var named = term.getNamespaces() == null ? List.<String>of() : term.getNamespaces();
    var unsaid = named.isEmpty() && term.getNamespaceSelector() == null;
    return new AffinityTerm(
        unsaid ? Set.of(namespace) : Set.copyOf(named),
        Selector.of(term.getNamespaceSelector()),
        Selector.of(term.getLabelSelector())
            .and(same(term.getMatchLabelKeys(), labels, "In"))
            .and(same(term.getMismatchLabelKeys(), labels, "NotIn")),
        term.getTopologyKey());
  }

  /// Whether a pod is meant.
  ///
  /// @param namespaceLabels those of the pod's namespace
  public boolean matches(PodInfo pod, Map<String, String> namespaceLabels) {
    return (namespaces.contains(pod.namespace()) || namespaceSelector.matches(namespaceLabels))
        && selector.matches(pod.labels());
  }

  private static Selector same(
      @Nullable List<String> keys, Map<String, String> labels, String operator) {
    var selector = new LabelSelectorBuilder();
    for (var key : keys == null ? List.<String>of() : keys) {
      var value = labels.get(key);
      if (value != null) {
        selector.addToMatchExpressions(new LabelSelectorRequirement(key, operator, List.of(value)));
      }
    }
    return Selector.of(selector.build());
  }
}
