package dev.timonier.server.authz;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.selector.FieldRequirement;
import dev.timonier.machinery.selector.FieldRequirement.Operator;
import dev.timonier.machinery.selector.FieldSelector;
import dev.timonier.machinery.selector.Selector;
import dev.timonier.machinery.selector.SelectorException;
import dev.timonier.server.object.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The selectors of a review about a collection. What is not understood is left out and told, since
/// that can only make the answer stricter.
///
/// @param faults in one line
record ReviewedSelectors(FieldSelector fields, String faults) {
  private static final String PLACE = "spec.resourceAttributes.";
  private static final Set<String> LABEL_OPERATORS =
      Set.of("In", "NotIn", "Exists", "DoesNotExist");

  static ReviewedSelectors read(JsonNode attributes) {
    var faults = new ArrayList<String>();
    var fields = fields(attributes.path("fieldSelector"), faults);
    labels(attributes.path("labelSelector"), faults);
    return new ReviewedSelectors(fields, String.join("; ", faults));
  }

  private static FieldSelector fields(JsonNode selector, List<String> faults) {
    var raw = Trees.text(selector, "rawSelector");
    try {
      return raw.isEmpty()
          ? new FieldSelector(
              understood(selector, "fieldSelector", ReviewedSelectors::requirement, faults))
          : FieldSelector.parse(raw);
    } catch (SelectorException e) {
      faults.add(PLACE + "fieldSelector ignored due to parse error");
      return FieldSelector.EVERYTHING;
    }
  }

  /// Tells whether some or all requirements are not understood, and returns the others.
  private static <R> List<R> understood(
      JsonNode selector,
      String field,
      Function<JsonNode, Optional<R>> reader,
      List<String> faults) {
    var given = selector.path("requirements");
    var read = Trees.stream(given).map(reader).flatMap(Optional::stream).toList();
    if (read.size() < given.size()) {
      var extent = read.isEmpty() ? "" : " partially";
      faults.add(PLACE + field + extent + " ignored due to parse error");
    }
    return read;
  }

  /// A field has one value.
  private static Optional<FieldRequirement> requirement(JsonNode requirement) {
    var values = requirement.path("values");
    if (values.size() != 1) {
      return Optional.empty();
    }
    var key = Trees.text(requirement, "key");
    var value = values.get(0).asText();
    return switch (Trees.text(requirement, "operator")) {
      case "In" -> Optional.of(new FieldRequirement(key, Operator.EQUAL, value));
      case "NotIn" -> Optional.of(new FieldRequirement(key, Operator.NOT_EQUAL, value));
      case String _ -> Optional.empty();
    };
  }

  private static void labels(JsonNode selector, List<String> faults) {
    try {
      Selector.parse(Trees.text(selector, "rawSelector"));
      understood(selector, "labelSelector", ReviewedSelectors::known, faults);
    } catch (SelectorException e) {
      faults.add(PLACE + "labelSelector ignored due to parse error");
    }
  }

  private static Optional<JsonNode> known(JsonNode requirement) {
    return Optional.of(requirement)
        .filter(it -> LABEL_OPERATORS.contains(Trees.text(it, "operator")));
  }
}
