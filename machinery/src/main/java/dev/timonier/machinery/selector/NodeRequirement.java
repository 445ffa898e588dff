package dev.timonier.machinery.selector;

import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One requirement of a node selector term, ready to be held against many nodes.
sealed interface NodeRequirement {
  /// @param value the label's or field's value; null where the node has none
  boolean admits(@Nullable String value);

  record OneOf(Set<String> values) implements NodeRequirement {
    @Override
    public boolean admits(@Nullable String value) {
      return value != null && values.contains(value);
    }
  }

  /// Also admits nodes without the label.
  record NoneOf(Set<String> values) implements NodeRequirement {
    @Override
    public boolean admits(@Nullable String value) {
      return value == null || !values.contains(value);
    }
  }

  enum Presence implements NodeRequirement {
    PRESENT,
    ABSENT;

    @Override
    public boolean admits(@Nullable String value) {
      return (value != null) == (this == PRESENT);
    }
  }

  record GreaterThan(long bound) implements NodeRequirement {
    @Override
    public boolean admits(@Nullable String value) {
      var number = IntegerLabel.read(value);
      return number.isPresent() && number.getAsLong() > bound;
    }
  }

  record LessThan(long bound) implements NodeRequirement {
    @Override
    public boolean admits(@Nullable String value) {
      var number = IntegerLabel.read(value);
      return number.isPresent() && number.getAsLong() < bound;
    }
  }

  /// @throws SelectorException when operator and values don't go together
  static NodeRequirement of(NodeSelectorRequirement requirement) {
    var values = requirement.getValues() == null ? List.<String>of() : requirement.getValues();
    return switch (String.valueOf(requirement.getOperator())) {
      case "In" -> new OneOf(Set.copyOf(values));
      case "NotIn" -> new NoneOf(Set.copyOf(values));
      case "Exists" -> Presence.PRESENT;
      case "DoesNotExist" -> Presence.ABSENT;
      case "Gt" -> new GreaterThan(bound(values));
      case "Lt" -> new LessThan(bound(values));
      default ->
          throw new SelectorException(
              "\"" + requirement.getOperator() + "\" is not a valid node selector operator");
    };
  }

  private static long bound(List<String> values) {
    var number = values.size() == 1 ? IntegerLabel.read(values.getFirst()) : IntegerLabel.NONE;
    return number.orElseThrow(
        () ->
            new SelectorException(
                "for 'Gt', 'Lt' operators, exactly one value is required, and it must be an"
                    + " integer"));
  }
}
