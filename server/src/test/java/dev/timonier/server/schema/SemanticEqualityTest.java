package dev.timonier.server.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.json.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SemanticEqualityTest {
  private record Case(String name, boolean same, String one, String other) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Case> CASES =
      List.of(
          new Case("notations of a quantity", true, memory("1Gi"), memory("'1073741824'")),
          new Case("exponents", true, memory("'1e3'"), memory("1k")),
          new Case("other quantities", false, memory("1Gi"), memory("1G")),
          new Case("texts that look like quantities", false, "{hostname: 1k}", "{hostname: '1e3'}"),
          new Case("labels", false, "{nodeSelector: {a: 1k}}", "{nodeSelector: {a: '1e3'}}"),
          new Case("what is missing", false, memory("1Gi"), "{containers: [{name: c}]}"),
          new Case("more elements", false, memory("1Gi"), "{containers: [{name: c}, {name: d}]}"));

  private static String memory(String amount) {
    return "{containers: [{name: c, resources: {limits: {memory: " + amount + "}}}]}";
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void quantitiesAreNumbers(Case c) {
    var one = YamlReader.read(c.one.getBytes(StandardCharsets.UTF_8)).tree();
    var other = YamlReader.read(c.other.getBytes(StandardCharsets.UTF_8)).tree();
    assertThat(SemanticEquality.same(one, other, "core/v1.PodSpec")).isEqualTo(c.same);
  }
}
