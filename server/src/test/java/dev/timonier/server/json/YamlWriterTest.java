package dev.timonier.server.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlWriterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          creationTimestamp | 2026-01-02T03:04:05Z        | creationTimestamp: "2026-01-02T03:04:05Z"
          microTime         | 2026-01-02T03:04:05.000006Z | microTime: "2026-01-02T03:04:05.000006Z"
          day               | 2026-01-02                  | day: "2026-01-02"
          version           | 2026-01                     | version: 2026-01
          .                 | x                           | .: x
          port              | 80                          | port: "80"
          flag              | true                        | flag: "true"
          half              | .5                          | half: ".5"
          large             | 1e3                         | large: "1e3"
          1e3               | x                           | "1e3": x
          word              | yes                         | word: "yes"
          it                | can't: "it"                 | it: 'can''t: "it"'
          hash              | a #b                        | hash: 'a #b'
          star              | *                           | star: '*'
          colon             | a:b                         | colon: a:b
          star*             | {x}                         | star*: '{x}'
          """)
  void textStaysText(String name, String value, String yaml) {
    var tree = JsonNodeFactory.instance.objectNode().put(name, value);
    assertThat(new String(YamlWriter.bytes(tree), StandardCharsets.UTF_8)).isEqualTo(yaml + "\n");
  }
}
