package dev.timonier.nodeagent.pod;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.Pod;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a node is one that a pod wants: `spec.nodeSelector` and the required part of its node
/// affinity.
final class NodeAffinityRule {
  private NodeAffinityRule() {}

  static boolean matches(Pod pod, Node node) {
    var labels =
        Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.<String, String>of());
    var selector = pod.getSpec().getNodeSelector();
    return (selector == null || labels.entrySet().containsAll(selector.entrySet()))
        && matchesAffinity(pod, node, labels);
  }

  private static boolean matchesAffinity(Pod pod, Node node, Map<String, String> labels) {
    var required =
        Optional.ofNullable(pod.getSpec().getAffinity())
            .map(affinity -> affinity.getNodeAffinity())
            .map(affinity -> affinity.getRequiredDuringSchedulingIgnoredDuringExecution());
    return required.isEmpty()
        || required.get().getNodeSelectorTerms().stream()
            .anyMatch(term -> matches(term, node, labels));
  }

  /// An empty term matches nothing.
  private static boolean matches(NodeSelectorTerm term, Node node, Map<String, String> labels) {
    var expressions = term.getMatchExpressions();
    var fields = term.getMatchFields();
    return !(expressions.isEmpty() && fields.isEmpty())
        && expressions.stream().allMatch(e -> matches(e, labels.get(e.getKey())))
        && fields.stream().allMatch(e -> matches(e, node.getMetadata().getName()));
  }

  private static boolean matches(NodeSelectorRequirement requirement, @Nullable String value) {
    var values = requirement.getValues();
    return switch (requirement.getOperator()) {
      case "In" -> value != null && values.contains(value);
      case "NotIn" -> value == null || !values.contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      case "Gt" -> value != null && compare(value, values) > 0;
      case "Lt" -> value != null && compare(value, values) < 0;
      default -> false;
    };
  }

  /// Zero, which fits neither, when one of both is no number.
  private static int compare(String value, List<String> values) {
    try {
      return new BigInteger(value).compareTo(new BigInteger(values.getFirst()));
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
