package dev.timonier.nodeagent.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ExpansionTest {
  private static final Map<String, String> VARIABLES = Map.of("A", "1", "B", "$(A)");

  private record Row(String text, String expanded) {}

  static final Row[] ROWS = {
    new Row("", ""),
    new Row("$(A)", "1"),
    new Row("$(A)-$(A)", "1-1"),
    new Row("$(B)", "$(A)"),
    new Row("$$(A)", "$(A)"),
    new Row("$$$(A)", "$1"),
    new Row("$(NONE)", "$(NONE)"),
    new Row("$A ${A}", "$A ${A}"),
    new Row("$(A", "$(A"),
    new Row("a$", "a$"),
  };

  @ParameterizedTest
  @FieldSource("ROWS")
  void variablesAreReplacedAndEverythingElseStays(Row row) {
    assertThat(Expansion.expand(row.text(), VARIABLES)).isEqualTo(row.expanded());
  }
}
