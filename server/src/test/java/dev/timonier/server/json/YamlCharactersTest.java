package dev.timonier.server.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlCharactersTest {
  @ParameterizedTest
  @CsvSource({
    "613a2080, invalid leading UTF-8 octet",
    "613a20ff, invalid leading UTF-8 octet",
    "613a20c3, incomplete UTF-8 octet sequence",
    "613a20e282, incomplete UTF-8 octet sequence",
    "613a20c341, invalid trailing UTF-8 octet",
    "613a20c180, invalid length of a UTF-8 sequence",
    "613a20e08080, invalid length of a UTF-8 sequence",
    "613a20eda080, invalid Unicode character",
    "613a20f4908080, invalid Unicode character",
    "613a2000, control characters are not allowed",
    "613a207f, control characters are not allowed",
    "613a20efbfbf, control characters are not allowed"
  })
  void bytesThatNoTextHasAreRefused(String hex, String fault) {
    assertThatThrownBy(() -> YamlReader.read(HexFormat.of().parseHex(hex)))
        .isInstanceOf(SyntaxException.class)
        .hasMessage("yaml: " + fault);
  }

  @Test
  void textsOfAllLengthsAreRead() {
    var text = "~\u0085\u00a0\u00e9\u20ac\ufffd" + Character.toString(0x1f600);
    assertThat(YamlCharacters.fault((text + "\t\r\n").getBytes(UTF_8))).isEmpty();
    assertThat(YamlReader.read("a: caf\u00e9".getBytes(UTF_8)).tree().path("a").asText())
        .isEqualTo("caf\u00e9");
  }
}
