package dev.timonier.server.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @Test
  void mostOfASmallTreeMayBeRepetition() {
    var text = "a: &a [b, c, d]\nall: [" + "*a, ".repeat(300) + "*a]\n";
    assertThat(YamlReader.read(text.getBytes(UTF_8)).tree().path("all")).hasSize(301);
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
}
