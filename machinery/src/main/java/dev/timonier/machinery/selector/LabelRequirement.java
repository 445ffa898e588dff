package dev.timonier.machinery.selector;

import static java.util.stream.Collectors.joining;

import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.status.FieldError;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// One term of a label selector.
///
/// @param values none for EXISTS and ABSENT, one for the comparisons
public record LabelRequirement(String key, Operator operator, NavigableSet<String> values) {
  /// How the label's value is held against the values.
  public enum Operator {
    IN,
    /// Also true where the label is absent.
    NOT_IN,
    EXISTS,
    ABSENT,
    GREATER,
    LESS
  }

  /// @throws SelectorException when key or values are malformed
  public LabelRequirement {
    check(key, operator, values);
  }

  public static LabelRequirement of(String key, Operator operator, Set<String> values) {
    return new LabelRequirement(key, operator, new TreeSet<>(values));
  }

  public boolean matches(Map<String, String> labels) {
    var value = Optional.ofNullable(labels.get(key));
    return switch (operator) {
      case IN -> value.map(values::contains).orElse(false);
      case NOT_IN -> !value.map(values::contains).orElse(false);
      case EXISTS -> value.isPresent();
      case ABSENT -> value.isEmpty();
      case GREATER -> value.flatMap(LabelRequirement::number).map(n -> n > bound()).orElse(false);
      case LESS -> value.flatMap(LabelRequirement::number).map(n -> n < bound()).orElse(false);
    };
  }

  private long bound() {
    return Long.parseLong(values.first());
  }

  private static Optional<Long> number(String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static void check(String key, Operator operator, Set<String> values) {
    var faults = Format.checkQualifiedName(key);
    if (!faults.isEmpty()) {
      throw new SelectorException(
          FieldError.invalid("<nil>", FieldError.quote(key), String.join("; ", faults)).toString());
    }
    var index = 0;
    for (var value : values) {
      checkValue(key, operator, value, index++);
    }
  }

  private static void checkValue(String key, Operator operator, String value, int index) {
    var compares = operator == Operator.GREATER || operator == Operator.LESS;
    if (compares && number(value).isEmpty()) {
      throw fault(
          "values[" + index + "]", value, "for 'Gt', 'Lt' operators, the value must be an integer");
    }
    var faults = Format.LABEL_VALUE.check(value);
    if (!faults.isEmpty()) {
      throw fault("values[" + index + "][" + key + "]", value, String.join("; ", faults));
    }
  }

  private static SelectorException fault(String field, String value, String detail) {
    return new SelectorException(
        FieldError.invalid(field, FieldError.quote(value), detail).toString());
  }

  /// In the string form, as in `tier in (a,b)`.
  @Override
  public String toString() {
    return switch (operator) {
      case IN -> values.size() == 1 ? key + "=" + values.first() : key + " in " + list();
      case NOT_IN -> values.size() == 1 ? key + "!=" + values.first() : key + " notin " + list();
      case EXISTS -> key;
      case ABSENT -> "!" + key;
      case GREATER -> key + ">" + values.first();
      case LESS -> key + "<" + values.first();
    };
  }

  private String list() {
    return values.stream().collect(joining(",", "(", ")"));
  }
}
