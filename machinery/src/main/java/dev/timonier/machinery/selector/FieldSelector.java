package dev.timonier.machinery.selector;

import static java.util.stream.Collectors.joining;

import dev.timonier.machinery.selector.FieldRequirement.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A field selector: all requirements must hold
/// (<https://kubernetes.io/docs/concepts/overview/working-with-objects/field-selectors/>).
public record FieldSelector(List<FieldRequirement> requirements) {
  /// Selects everything.
  public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

  public static FieldSelector equal(String field, String value) {
    return new FieldSelector(List.of(new FieldRequirement(field, Operator.EQUAL, value)));
  }

  /// Reads `a=b,c!=d`, where a backslash takes its special meaning from a comma, an equals sign or
  /// a backslash within a value. A term with nothing on both sides demands nothing.
  ///
  /// @throws SelectorException with Kubernetes' message when it is malformed
  public static FieldSelector parse(String text) {
    var requirements = new ArrayList<FieldRequirement>();
    for (var term : terms(text)) {
      if (!term.isEmpty()) {
        var requirement = requirement(term, text);
        if (!requirement.field().isEmpty() || !requirement.value().isEmpty()) {
          requirements.add(requirement);
        }
      }
    }
    return new FieldSelector(List.copyOf(requirements));
  }

  /// @param read gives the text of a field label
  public boolean matches(Function<String, String> read) {
    return requirements.stream().allMatch(requirement -> requirement.matches(read));
  }

  /// The selector that demands a value of one more field.
  public FieldSelector and(String field, String value) {
    var all = new ArrayList<>(requirements);
    all.add(new FieldRequirement(field, Operator.EQUAL, value));
    return new FieldSelector(List.copyOf(all));
  }

  public boolean selectsEverything() {
    return requirements.isEmpty();
  }

  /// The value that the field must have, if the selector says so.
  public Optional<String> required(String field) {
    for (var requirement : requirements) {
      if (requirement.field().equals(field) && requirement.operator() == Operator.EQUAL) {
        return Optional.of(requirement.value());
      }
    }
    return Optional.empty();
  }

  private static List<String> terms(String text) {
    var terms = new ArrayList<String>();
    var start = 0;
    for (var i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == ',') {
        terms.add(text.substring(start, i));
        start = i + 1;
      }
    }
    terms.add(text.substring(start));
    return terms;
  }

  private static FieldRequirement requirement(String term, String whole) {
    for (var i = 0; i < term.length(); i++) {
      var rest = term.substring(i);
      if (rest.startsWith("!=")) {
        return requirement(term, i, 2, Operator.NOT_EQUAL);
      }
      if (rest.startsWith("=")) {
        return requirement(term, i, rest.startsWith("==") ? 2 : 1, Operator.EQUAL);
      }
    }
    throw new SelectorException(
        "invalid selector: '" + whole + "'; can't understand '" + term + "'");
  }

  private static FieldRequirement requirement(String term, int at, int width, Operator operator) {
    return new FieldRequirement(
        term.substring(0, at), operator, unescape(term.substring(at + width)));
  }

  private static String unescape(String value) {
    var text = new StringBuilder(value.length());
    for (var i = 0; i < value.length(); i++) {
      var c = value.charAt(i);
      if (c == '\\') {
        c = escaped(value, ++i);
      } else if (c == ',' || c == '=') {
        throw new SelectorException(
            "invalid field selector: unescaped character in value: " + (int) c);
      }
      text.append(c);
    }
    return text.toString();
  }

  private static char escaped(String value, int at) {
    if (at >= value.length()) {
      throw new SelectorException("invalid field selector: invalid escape sequence: \\");
    }
    var c = value.charAt(at);
    if (c != '\\' && c != ',' && c != '=') {
      throw new SelectorException("invalid field selector: invalid escape sequence: \\" + c);
    }
    return c;
  }

  /// The string form.
  @Override
  public String toString() {
    return requirements.stream().map(FieldRequirement::toString).collect(joining(","));
  }
}
