package dev.timonier.server.resource.admissionregistration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import java.util.stream.Collectors;

/// A selector of labels as a table shows it, which Kubernetes leaves to Go:
/// `&LabelSelector{MatchLabels:map[string]string{a:
/// b,},MatchExpressions:[]LabelSelectorRequirement{},}`.
final class ShownSelector {
  private ShownSelector() {}

  static String of(JsonNode selector) {
    var requirements = Trees.stream(selector.path("matchExpressions"));
    return "&LabelSelector{MatchLabels:map[string]string{"
        + labels(selector.path("matchLabels"))
        + "},MatchExpressions:[]LabelSelectorRequirement{"
        + requirements.map(ShownSelector::requirement).collect(Collectors.joining())
        + "},}";
  }

  private static String labels(JsonNode labels) {
    return Trees.inOrder(labels).properties().stream()
        .map(label -> label.getKey() + ": " + label.getValue().asText() + ",")
        .collect(Collectors.joining());
  }

  private static String requirement(JsonNode requirement) {
    var values = Trees.stream(requirement.path("values")).map(JsonNode::asText);
    return "LabelSelectorRequirement{Key:"
        + Trees.text(requirement, "key")
        + ",Operator:"
        + Trees.text(requirement, "operator")
        + ",Values:["
        + values.collect(Collectors.joining(" "))
        + "],},";
  }
}
