package dev.timonier.server.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
  @ParameterizedTest
  @ValueSource(strings = {"a: &a [*a, *a]", "a: &a {b: *a}", "a: &a {b: [{<<: *a}]}"})
  void valueThatContainsItselfIsRefused(String yaml) {
    assertThatThrownBy(() -> YamlReader.read(yaml.getBytes(UTF_8)))
        .isInstanceOf(SyntaxException.class)
        .hasMessage("yaml: anchor 'a' value contains itself");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<<: &a [*a]", "<<: text", "<<: [[a: b]]"})
  void onlyMapsAreMerged(String yaml) {
    assertThatThrownBy(() -> YamlReader.read(yaml.getBytes(UTF_8)))
        .isInstanceOf(SyntaxException.class)
        .hasMessageEndingWith("map merge requires map or sequence of maps as the value");
  }

  @Test
  void fewLinesBecomeNoLargeTree() {
    var text = new StringBuilder("a0: &a0 [lol]\n");
    for (var line = 1; line < 12; line++) {
      var again = "*a" + (line - 1);
      text.append("a%d: &a%d [%s]%n".formatted(line, line, (again + ",").repeat(9) + again));
    }
    assertThatThrownBy(() -> YamlReader.read(text.toString().getBytes(UTF_8)))
        .isInstanceOf(SyntaxException.class)
        .hasMessage("yaml: document contains excessive aliasing");
  }

  /// How often Go's reader takes an alias of so many values, and not once more.
  record Repeated(String anchored, String aliases, int most) {
    String text(int times) {
      return anchored + "all: [" + "*a,".repeat(times) + "]\n";
    }
  }

  static final List<Repeated> repeated =
      List.of(
          new Repeated("a: &a [" + "x,".repeat(5) + "]\n", "of few", 133_918),
          new Repeated("a: &a [" + "x,".repeat(60) + "]\n", "of many", 6860),
          new Repeated("a: &a [&b [" + "x,".repeat(60) + "], *b]\n", "that have aliases", 266));

  @ParameterizedTest
  @FieldSource("repeated")
  void aliasesAreTakenAsOftenAsByGo(Repeated row) {
    var tree = YamlReader.read(row.text(row.most).getBytes(UTF_8)).tree();

    assertThat(tree.path("all")).hasSize(row.most);
    assertThatThrownBy(() -> YamlReader.read(row.text(row.most + 1).getBytes(UTF_8)))
        .hasMessage("yaml: document contains excessive aliasing");
  }

  /// The limits of maps, whose keys count as well.
  @Test
  void keysOfRepeatedMapsCount() {
    var map = IntStream.range(0, 60).mapToObj(i -> "  k" + i + ": v\n").collect(joining());
    var most = 3466;
    var text = new StringBuilder("a: &a\n" + map);
    IntStream.range(0, most).forEach(i -> text.append("c").append(i).append(": *a\n"));

    assertThat(YamlReader.read(text.toString().getBytes(UTF_8)).tree()).hasSize(most + 1);
    text.append("c").append(most).append(": *a\n");
    assertThatThrownBy(() -> YamlReader.read(text.toString().getBytes(UTF_8)))
        .hasMessage("yaml: document contains excessive aliasing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{a: 1, <<: {a: 2}}; {\"a\":2}",
        "{<<: {a: 2}, a: 1}; {\"a\":1}",
        "{<<: [{a: 1, b: 1}, {a: 2, c: 2}]}; {\"a\":1,\"b\":1,\"c\":2}",
        "{<<: {a: 2}, <<: {a: 3}}; {\"a\":3}"
      })
  void membersThatAreMergedCountAsByGo(String yaml, String json) {
    var document = YamlReader.read(yaml.getBytes(UTF_8));

    assertThat(document.tree()).hasToString(json);
    assertThat(document.remarks()).containsExactly("line 1: key \"a\" already set in map");
  }

  @Test
  void valueMayBeThereTwice() {
    assertThat(YamlReader.read("{a: &a [b], c: *a, d: {<<: {e: f}}}".getBytes(UTF_8)).tree())
        .hasToString("{\"a\":[\"b\"],\"c\":[\"b\"],\"d\":{\"e\":\"f\"}}");
  }

  @ParameterizedTest
  @CsvSource({
    "y, true",
    "Y, true",
    "yes, true",
    "on, true",
    "n, false",
    "N, false",
    "off, false",
    "'\"y\"', '\"y\"'",
    "yy, '\"yy\"'"
  })
  void truthHasTheWordsOfYaml11(String text, String value) {
    var tree = YamlReader.read(("a: " + text).getBytes(UTF_8)).tree();
    assertThat(tree.path("a")).hasToString(value);
  }

  /// Lines are counted as libyaml counts them.
  record Faulty(String text, String message) {
    @Override
    public String toString() {
      return text.replace("\n", "|");
    }
  }

  static final List<Faulty> faulty =
      List.of(
          new Faulty("a: b: c", "mapping values are not allowed in this context"),
          new Faulty("x: y\na: b: c", "line 2: mapping values are not allowed in this context"),
          new Faulty("a: @x", "found character that cannot start any token"),
          new Faulty("x: y\na: @x", "line 2: found character that cannot start any token"),
          new Faulty("a: \"x", "found unexpected end of stream"),
          new Faulty("a: [", "line 1: did not find expected node content"),
          new Faulty("a: [\n", "line 1: did not find expected node content"),
          new Faulty("a: {x: y\n", "line 1: did not find expected ',' or '}'"),
          new Faulty("a: *b", "unknown anchor 'b' referenced"),
          new Faulty("x: y\na: *b", "unknown anchor 'b' referenced"),
          new Faulty("a:\n  b: c\n d: e\n", "line 2: did not find expected key"));

  @ParameterizedTest
  @FieldSource("faulty")
  void faultsAreToldByLine(Faulty row) {
    assertThatThrownBy(() -> YamlReader.read(row.text.getBytes(UTF_8)))
        .hasMessage("yaml: " + row.message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{a: b}", "{a: b}\n---\n{c: d}", "{a: b}}", "{a: !!foo b}", "{a: !foo b}"})
  void onlyTheFirstDocumentCountsAndNoTagsOfOthers(String text) {
    assertThat(YamlReader.read(text.getBytes(UTF_8)).tree()).hasToString("{\"a\":\"b\"}");
  }
}
