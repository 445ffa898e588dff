package dev.timonier.machinery.selector;

import static java.util.stream.Collectors.joining;

import dev.timonier.machinery.selector.LabelRequirement.Operator;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A label selector: all requirements must hold. Read from the string form of `labelSelector=` and
/// `kubectl -l` (<https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/>), or
/// made of a `LabelSelector` object.
public final class Selector {
  /// Selects everything.
  public static final Selector EVERYTHING = new Selector(List.of(), Scope.SOME);

  /// Selects nothing.
  public static final Selector NOTHING = new Selector(List.of(), Scope.NONE);

  private enum Scope {
    SOME,
    NONE
  }

  private final List<LabelRequirement> requirements;
  private final Scope scope;

  private Selector(List<LabelRequirement> requirements, Scope scope) {
    this.requirements = requirements;
    this.scope = scope;
  }

  public static Selector of(List<LabelRequirement> requirements) {
    var sorted = new ArrayList<>(requirements);
    sorted.sort(Comparator.comparing(LabelRequirement::key));
    return new Selector(List.copyOf(sorted), Scope.SOME);
  }

  /// Selects the objects that carry all these labels.
  public static Selector of(Map<String, String> labels) {
    return of(
        labels.entrySet().stream()
            .map(e -> LabelRequirement.of(e.getKey(), Operator.IN, Set.of(e.getValue())))
            .toList());
  }

  /// Reads the string form.
  ///
  /// @throws SelectorException with Kubernetes' message when it is malformed
  public static Selector parse(String text) {
    return of(new LabelSelectorParser(text).parse());
  }

  /// Reads a selector object: no selector selects nothing, an empty one everything.
  ///
  /// @throws SelectorException when an operator or value is not permitted
  public static Selector of(@Nullable LabelSelector selector) {
    if (selector == null) {
      return NOTHING;
    }
    var requirements = new ArrayList<LabelRequirement>();
    if (selector.getMatchLabels() != null) {
      requirements.addAll(of(selector.getMatchLabels()).requirements);
    }
    if (selector.getMatchExpressions() != null) {
      selector.getMatchExpressions().forEach(e -> requirements.add(requirement(e)));
    }
    return of(requirements);
  }

  /// Selects what both select.
  public Selector and(Selector other) {
    if (scope == Scope.NONE || other.scope == Scope.NONE) {
      return NOTHING;
    }
    var all = new ArrayList<>(requirements);
    all.addAll(other.requirements);
    return of(all);
  }

  public boolean matches(@Nullable Map<String, String> labels) {
    if (scope == Scope.NONE) {
      return false;
    }
    var present = labels == null ? Map.<String, String>of() : labels;
    return requirements.stream().allMatch(requirement -> requirement.matches(present));
  }

  public List<LabelRequirement> requirements() {
    return requirements;
  }

  public boolean selectsEverything() {
    return scope == Scope.SOME && requirements.isEmpty();
  }

  private static LabelRequirement requirement(LabelSelectorRequirement expression) {
    var values = expression.getValues() == null ? List.<String>of() : expression.getValues();
    return LabelRequirement.of(
        expression.getKey(), operator(expression.getOperator()), new HashSet<>(values));
  }

  private static Operator operator(String name) {
    return switch (name) {
      case "In" -> Operator.IN;
      case "NotIn" -> Operator.NOT_IN;
      case "Exists" -> Operator.EXISTS;
      case "DoesNotExist" -> Operator.ABSENT;
      default ->
          throw new SelectorException("\"" + name + "\" is not a valid label selector operator");
    };
  }

  /// The string form.
  @Override
  public String toString() {
    return requirements.stream().map(LabelRequirement::toString).collect(joining(","));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Selector that
        && scope == that.scope
        && requirements.equals(that.requirements);
  }

  @Override
  public int hashCode() {
    return requirements.hashCode();
  }
}
