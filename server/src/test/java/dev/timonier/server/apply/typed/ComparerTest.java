package dev.timonier.server.apply.typed;

import static dev.timonier.server.apply.typed.TestTypes.TYPE;
import static dev.timonier.server.apply.typed.TestTypes.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.server.apply.fieldset.FieldSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ComparerTest {
  /// @param delta the paths that were removed (`-`), modified (`*`) and added (`+`)
  private record Case(String name, String left, String right, List<String> delta) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Case> CASES =
      List.of(
          new Case("the same", "{text: a, map: {a: x}}", "{map: {a: x}, text: a}", List.of()),
          new Case(
              "scalars",
              "{text: a, number: 1}",
              "{text: b, flag: true}",
              List.of("-.number", "*.text", "+.flag")),
          new Case("numbers by value", "{number: 1}", "{number: 1.0}", List.of()),
          new Case("a new map", "{}", "{map: {a: x}}", List.of("+.map", "+.map.a")),
          new Case("a map that is gone", "{map: {a: x}}", "{}", List.of("-.map", "-.map.a")),
          new Case("an emptied map", "{map: {a: x}}", "{map: {}}", List.of("-.map.a")),
          new Case(
              "entries of a map",
              "{map: {a: x, b: x}}",
              "{map: {b: y, c: y}}",
              List.of("-.map.a", "*.map.b", "+.map.c")),
          new Case("atomic maps", "{whole: {a: x}}", "{whole: {b: x}}", List.of("*.whole")),
          new Case("atomic lists", "{list: [a, b]}", "{list: [b, a]}", List.of("*.list")),
          new Case(
              "sets", "{set: [a, b]}", "{set: [b, c]}", List.of("-.set[=\"a\"]", "+.set[=\"c\"]")),
          new Case("order of sets", "{set: [a, b]}", "{set: [b, a]}", List.of()),
          new Case(
              "elements by their keys",
              "{items: [{text: a, number: 1}]}",
              "{items: [{text: b}, {text: a, number: 2}]}",
              List.of(
                  "*.items[text=\"a\"].number", "+.items[text=\"b\"]", "+.items[text=\"b\"].text")),
          new Case(
              "elements by a default key",
              "{ports: [{port: 1}]}",
              "{ports: [{port: 1, protocol: TCP}]}",
              List.of("+.ports[port=1,protocol=\"TCP\"].protocol")),
          new Case(
              "an element that comes twice now",
              "{set: [a]}",
              "{set: [a, a]}",
              List.of("-.set[=\"a\"]", "+.set[=\"a\"]")),
          new Case(
              "an element that came twice",
              "{set: [a, a]}",
              "{set: [a]}",
              List.of("-.set[=\"a\"]", "+.set[=\"a\"]")),
          new Case(
              "an element that comes twice as before", "{set: [a, a]}", "{set: [a, a]}", List.of()),
          new Case("what the server keeps", "{uid: a}", "{uid: b}", List.of()),
          new Case(
              "what has no type", "{any: {a: {b: 1}}}", "{any: {a: {b: 2}}}", List.of("*.any.a.b")),
          new Case(
              "another kind of value", "{any: {a: 1}}", "{any: 5}", List.of("-.any.a", "*.any")));

  private static List<String> shown(Delta delta) {
    var shown = new ArrayList<String>();
    show("-", delta.removed(), shown);
    show("*", delta.modified(), shown);
    show("+", delta.added(), shown);
    return shown;
  }

  private static void show(String sign, FieldSet fields, List<String> shown) {
    fields.forEachPath(path -> shown.add(sign + path));
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void fieldsThatDifferAreFound(Case c) {
    var delta = Comparer.compare(value(c.left()), value(c.right()), TYPE);
    assertThat(shown(delta)).isEqualTo(c.delta());
  }

  @Test
  void listsWhoseElementsNothingTellsApartCannotBeCompared() {
    assertThatThrownBy(() -> Comparer.compare(value("{}"), value("{items: [{number: 1}]}"), TYPE))
        .isInstanceOf(TypedException.class)
        .hasMessageContaining("omits all key fields");
  }
}
