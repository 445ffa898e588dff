package dev.timonier.machinery.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FieldSelectorTest {
  private static final Map<String, String> FIELDS =
      Map.of("metadata.name", "web", "status.phase", "Running", "note", "a,b=c\\d");

  record Match(String selector, boolean matches) {}

  static Stream<Match> matches() {
    return Stream.of(
        new Match("", true),
        new Match(",", true),
        new Match("metadata.name=web", true),
        new Match("metadata.name==web", true),
        new Match("metadata.name!=web", false),
        new Match("metadata.name=web,status.phase!=Failed", true),
        new Match("metadata.name=web,status.phase=Failed", false),
        new Match("note=a\\,b\\=c\\\\d", true));
  }

  @ParameterizedTest
  @MethodSource("matches")
  void selectorMatchesFields(Match match) {
    assertThat(FieldSelector.parse(match.selector).matches(f -> FIELDS.getOrDefault(f, "")))
        .isEqualTo(match.matches);
  }

  @Property
  void anyValueSurvivesPrinting(@ForAll String value) {
    var selector = FieldSelector.equal("metadata.name", value);
    assertThat(FieldSelector.parse(selector.toString())).isEqualTo(selector);
  }

  @Test
  void malformedSelectorIsExplained() {
    assertThatThrownBy(() -> FieldSelector.parse("metadata.name>1"))
        .hasMessage("invalid selector: 'metadata.name>1'; can't understand 'metadata.name>1'");
    assertThatThrownBy(() -> FieldSelector.parse("metadata.name=a\\b"))
        .hasMessage("invalid field selector: invalid escape sequence: \\b");
    assertThatThrownBy(() -> FieldSelector.parse("metadata.name=a=b"))
        .hasMessage("invalid field selector: unescaped character in value: 61");
  }

  @Test
  void requiredValueIsKnown() {
    var selector = FieldSelector.parse("spec.nodeName=n1,status.phase!=Failed");
    assertThat(selector.required("spec.nodeName")).contains("n1");
    assertThat(selector.required("status.phase")).isEmpty();
  }
}
