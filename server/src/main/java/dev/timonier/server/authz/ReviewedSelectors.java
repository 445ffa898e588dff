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
import java.util.Set;

/// The selectors of a review about a collection. What is not understood is left out and told, since
/// that can only make the answer stricter.
///
/// @param faults in one line
record ReviewedSelectors(FieldSelector fields, String faults) {
  private static final Set<String> LABEL_OPERATORS =
      Set.of("In", "NotIn", "Exists", "DoesNotExist");

  static ReviewedSelectors read(JsonNode attributes) {
    var faults = new ArrayList<String>();
    var fields = fields(attributes.path("fieldSelector"), faults);
    labels(attributes.path("labelSelector"), faults);
    return new ReviewedSelectors(fields, String.join("; ", faults));
  }

  private static void ignored(String selector, List<String> faults) {
    faults.add("spec.resourceAttributes." + selector + " ignored due to parse error");
  }

  private static FieldSelector fields(JsonNode selector, List<String> faults) {
    try {
      var raw = Trees.text(selector, "rawSelector");
      return raw.isEmpty() ? requirements(selector) : FieldSelector.parse(raw);
    } catch (SelectorException e) {
      ignored("fieldSelector", faults);
      return FieldSelector.EVERYTHING;
    }
  }

  private static FieldSelector requirements(JsonNode selector) {
    var requirements = new ArrayList<FieldRequirement>();
    for (var requirement : selector.path("requirements")) {
      var operator =
          switch (Trees.text(requirement, "operator")) {
            case "In" -> Operator.EQUAL;
            case "NotIn" -> Operator.NOT_EQUAL;
            case String other -> throw new SelectorException("unknown operator " + other);
          };
      requirements.add(
          new FieldRequirement(Trees.text(requirement, "key"), operator, only(requirement)));
    }
    return new FieldSelector(List.copyOf(requirements));
  }

  private static String only(JsonNode requirement) {
    var values = requirement.path("values");
    if (values.size() != 1) {
      throw new SelectorException("a field has one value");
    }
    return values.get(0).asText();
  }

  private static void labels(JsonNode selector, List<String> faults) {
    try {
      Selector.parse(Trees.text(selector, "rawSelector"));
      if (!Trees.stream(selector.path("requirements"))
          .allMatch(r -> LABEL_OPERATORS.contains(Trees.text(r, "operator")))) {
        ignored("labelSelector", faults);
      }
    } catch (SelectorException e) {
      ignored("labelSelector", faults);
    }
  }
}
