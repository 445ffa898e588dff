package dev.timonier.server.apply.typed;

import static dev.timonier.server.apply.typed.TestTypes.TYPE;
import static dev.timonier.server.apply.typed.TestTypes.set;
import static dev.timonier.server.apply.typed.TestTypes.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class RemoverTest {
  private record Case(String value, String fields, String left) {}

  static final List<Case> CASES =
      List.of(
          new Case("{text: a, number: 1}", "{\"f:text\":{}}", "{number: 1}"),
          new Case("{map: {a: x, b: x}}", "{\"f:map\":{\"f:a\":{}}}", "{map: {b: x}}"),
          new Case("{map: {a: x}}", "{\"f:map\":{\"f:a\":{}}}", "{map: {}}"),
          new Case("{map: {a: x}, text: a}", "{\"f:map\":{}}", "{text: a}"),
          new Case("{whole: {a: x}}", "{\"f:whole\":{\"f:a\":{}}}", "{whole: {a: x}}"),
          new Case("{set: [a, b]}", "{\"f:set\":{\"v:\\\"a\\\"\":{}}}", "{set: [b]}"),
          new Case(
              "{items: [{text: a, number: 1}, {text: b}]}",
              "{\"f:items\":{\"k:{\\\"text\\\":\\\"a\\\"}\":{\"f:number\":{}}}}",
              "{items: [{text: a}, {text: b}]}"),
          new Case(
              "{items: [{text: a, number: 1}, {text: b}]}",
              "{\"f:items\":{\"k:{\\\"text\\\":\\\"a\\\"}\":{\".\":{},\"f:number\":{}}}}",
              "{items: [{text: b}]}"));

  @ParameterizedTest
  @FieldSource("CASES")
  void fieldsAndWhatIsBelowThemGo(Case c) {
    assertThat(Remover.remove(value(c.value()), set(c.fields()), TYPE)).isEqualTo(value(c.left()));
  }
}
