package dev.timonier.server.admission.quota;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// One of the scopes of a quota, which is only about objects that are within all of them
/// (<https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-scopes>).
///
/// @param operator as in label selectors
/// @param values names of classes, for the operators `In` and `NotIn`
record Scope(String name, String operator, List<String> values) {
  /// The scopes of a quota; one that has none is about everything.
  static List<Scope> of(ApiObject quota) {
    var expressions = quota.spec().path("scopeSelector").path("matchExpressions");
    return Stream.concat(
            Trees.stream(quota.spec().path("scopes"))
                .map(scope -> new Scope(scope.asText(), "Exists", List.of())),
            Trees.stream(expressions).map(Scope::of))
        .toList();
  }

  private static Scope of(JsonNode expression) {
    return new Scope(
        Trees.text(expression, "scopeName"),
        Trees.text(expression, "operator"),
        Trees.stream(expression.path("values")).map(JsonNode::asText).toList());
  }

  /// Whether one of an object's classes is asked for, or, for an object without any, that it has
  /// none.
  boolean selects(Collection<String> classes) {
    return switch (operator) {
      case "In" -> classes.stream().anyMatch(values::contains);
      case "NotIn" ->
          classes.isEmpty() || classes.stream().anyMatch(name -> !values.contains(name));
      case "DoesNotExist" -> classes.isEmpty();
      default -> !classes.isEmpty();
    };
  }
}
