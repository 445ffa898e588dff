package dev.timonier.machinery.selector;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTerm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The nodes that a pod would rather have: each term of its preferred node affinity that a node
/// matches counts with the term's weight.
public final class PreferredNodes {
  private record Weighted(int weight, NodeTerm term) {}

  private final List<Weighted> terms;

  private PreferredNodes(List<Weighted> terms) {
    this.terms = terms;
  }

  /// @throws SelectorException when a term is malformed
  public static PreferredNodes of(PodSpec spec) {
    return Optional.ofNullable(spec.getAffinity())
        .flatMap(a -> Optional.ofNullable(a.getNodeAffinity()))
        .map(a -> of(a.getPreferredDuringSchedulingIgnoredDuringExecution()))
        .orElseGet(() -> of((List<PreferredSchedulingTerm>) null));
  }

  /// @throws SelectorException when a term is malformed
  public static PreferredNodes of(@Nullable List<PreferredSchedulingTerm> terms) {
    var all = terms == null ? List.<PreferredSchedulingTerm>of() : terms;
    return new PreferredNodes(
        all.stream()
            .filter(term -> term.getWeight() != null && term.getWeight() != 0)
            .map(term -> new Weighted(term.getWeight(), NodeTerm.of(term.getPreference())))
            .toList());
  }

  public boolean isEmpty() {
    return terms.isEmpty();
  }

  /// The weights of the terms that match, added up.
  public long weight(String name, Map<String, String> labels) {
    var sum = 0L;
    for (var weighted : terms) {
      if (weighted.term().matches(name, labels)) {
        sum += weighted.weight();
      }
    }
    return sum;
  }
}
