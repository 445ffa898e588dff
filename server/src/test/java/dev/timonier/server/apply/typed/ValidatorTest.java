package dev.timonier.server.apply.typed;

import static dev.timonier.server.apply.typed.TestTypes.TYPE;
import static dev.timonier.server.apply.typed.TestTypes.value;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidatorTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{text: null, number: 1.5, flag: false, map: null, list: null, set: []}",
        "{any: [{a: 1}, x]}",
        "{ports: [{port: 1}, {port: 1, protocol: UDP}]}"
      })
  void valuesOfTheTypeAreAccepted(String yaml) {
    assertThatCode(() -> Validator.validate(value(yaml), TYPE)).doesNotThrowAnyException();
  }

  private record Case(String value, String message) {}

  static final List<Case> CASES =
      List.of(
          new Case("{other: 1}", ".other: field not declared in schema"),
          new Case(
              "{map: {a: 1}}", ".map.a: expected string, got &value.valueUnstructured{Value:1}"),
          new Case("{number: x}", ".number: expected numeric (int or float), got string"),
          new Case("{flag: x}", ".flag: expected boolean, got &{x}"),
          new Case("{map: [x, 'y']}", ".map: expected map, got &{[x y]}"),
          new Case("{set: {a: 1}}", ".set: expected list, got &{map[a:1]}"),
          new Case("{set: [a, a]}", ".set: duplicate entries for key [=\"a\"]"),
          new Case(
              "{items: [{text: a}, {number: 1}]}",
              ".items: element 1: associative list with keys has an element that omits all key"
                  + " fields [\"text\"] (and doesn't have default values for any key fields)"),
          new Case(
              "{flag: 1, number: x}",
              "errors:\n  .flag: expected boolean, got &{1}\n  .number: expected numeric (int or"
                  + " float), got string"));

  @ParameterizedTest
  @FieldSource("CASES")
  void otherValuesAreRefusedInTheWordsOfKubernetes(Case c) {
    assertThatThrownBy(() -> Validator.validate(value(c.value()), TYPE))
        .isInstanceOf(TypedException.class)
        .hasMessage(c.message());
  }
}
