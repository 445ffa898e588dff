package dev.timonier.machinery.selector;

import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A term of a node selector: all its requirements on labels (`matchExpressions`) and on fields
/// (`matchFields`, where `metadata.name` is the only one) must hold. A term without requirements
/// matches no node.
public final class NodeTerm {
  private static final String NAME_FIELD = "metadata.name";

  private record OnLabel(String key, NodeRequirement requirement) {}

  private final List<OnLabel> onLabels;
  private final List<NodeRequirement> onName;

  private NodeTerm(List<OnLabel> onLabels, List<NodeRequirement> onName) {
    this.onLabels = onLabels;
    this.onName = onName;
  }

  /// @throws SelectorException when a requirement is malformed
  public static NodeTerm of(NodeSelectorTerm term) {
    return new NodeTerm(
        orNone(term.getMatchExpressions()).stream()
            .map(e -> new OnLabel(e.getKey(), NodeRequirement.of(e)))
            .toList(),
        orNone(term.getMatchFields()).stream().map(NodeTerm::onName).toList());
  }

  /// The term that a pod's `nodeSelector` stands for; an empty one matches every node.
  static NodeTerm of(Map<String, String> labels) {
    var onLabels = new ArrayList<OnLabel>();
    labels.forEach((k, v) -> onLabels.add(new OnLabel(k, new NodeRequirement.OneOf(Set.of(v)))));
    return new NodeTerm(List.copyOf(onLabels), List.of(new NodeRequirement.NoneOf(Set.of())));
  }

  public boolean matches(String name, Map<String, String> labels) {
    return !(onLabels.isEmpty() && onName.isEmpty()) && nameFits(name) && labelsFit(labels);
  }

  /// The only nodes that the term can match, where its fields name them.
  public Optional<Set<String>> names() {
    Set<String> names = null;
    for (var requirement : onName) {
      if (requirement instanceof NodeRequirement.OneOf(var values)) {
        names = names == null ? new TreeSet<>(values) : intersection(names, values);
      }
    }
    return Optional.ofNullable(names);
  }

  private boolean nameFits(String name) {
    for (var requirement : onName) {
      if (!requirement.admits(name)) {
        return false;
      }
    }
    return true;
  }

  private boolean labelsFit(Map<String, String> labels) {
    for (var onLabel : onLabels) {
      if (!onLabel.requirement().admits(labels.get(onLabel.key()))) {
        return false;
      }
    }
    return true;
  }

  private static NodeRequirement onName(NodeSelectorRequirement field) {
    if (!NAME_FIELD.equals(field.getKey())) {
      throw new SelectorException("\"" + field.getKey() + "\" is not a valid field selector key");
    }
    return NodeRequirement.of(field);
  }

  private static Set<String> intersection(Set<String> some, Set<String> others) {
    some.retainAll(others);
    return some;
  }

  private static List<NodeSelectorRequirement> orNone(
      @Nullable List<NodeSelectorRequirement> list) {
    return list == null ? List.of() : list;
  }
}
