package dev.timonier.server.apply.typed;

import static dev.timonier.server.apply.typed.TestTypes.TYPE;
import static dev.timonier.server.apply.typed.TestTypes.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ExtractorTest {
  private record Case(String value, List<String> fields) {}

  static final List<Case> CASES =
      List.of(
          new Case("{}", List.of()),
          new Case("{text: a, number: null}", List.of(".number", ".text")),
          new Case("{map: {}}", List.of(".map")),
          new Case("{map: {a: x}}", List.of(".map.a")),
          new Case("{whole: {a: x}}", List.of(".whole")),
          new Case("{list: [a, b]}", List.of(".list")),
          new Case("{set: [a, b, a]}", List.of(".set[=\"a\"]", ".set[=\"b\"]")),
          new Case(
              "{items: [{text: a, number: 1}]}",
              List.of(
                  ".items[text=\"a\"]", ".items[text=\"a\"].number", ".items[text=\"a\"].text")),
          new Case(
              "{ports: [{port: 1}]}",
              List.of(".ports[port=1,protocol=\"TCP\"]", ".ports[port=1,protocol=\"TCP\"].port")),
          new Case("{any: {a: {b: 1}}}", List.of(".any.a", ".any.a.b")));

  @ParameterizedTest
  @FieldSource("CASES")
  void fieldsThatValueSetsAreFound(Case c) {
    var paths = new ArrayList<String>();
    Extractor.fields(value(c.value()), TYPE).forEachPath(paths::add);
    assertThat(paths).isEqualTo(c.fields());
  }
}
