package dev.timonier.server.apply.typed;

import static dev.timonier.server.apply.typed.TestTypes.TYPE;
import static dev.timonier.server.apply.typed.TestTypes.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class MergerTest {
  private record Case(String name, String live, String config, String merged) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Case> CASES =
      List.of(
          new Case(
              "scalars are replaced", "{text: a, number: 1}", "{text: b}", "{text: b, number: 1}"),
          new Case(
              "maps are merged",
              "{map: {a: x, b: x}}",
              "{map: {b: y, c: y}}",
              "{map: {a: x, b: y, c: y}}"),
          new Case(
              "atomic maps are replaced", "{whole: {a: x}}", "{whole: {b: y}}", "{whole: {b: y}}"),
          new Case("atomic lists are replaced", "{list: [a, b]}", "{list: [c]}", "{list: [c]}"),
          new Case(
              "an empty map keeps what is there", "{map: {a: x}}", "{map: {}}", "{map: {a: x}}"),
          new Case("an empty list keeps what is there", "{set: [a]}", "{set: []}", "{set: [a]}"),
          new Case("null empties a scalar", "{text: a}", "{text: null}", "{text: null}"),
          new Case("sets are united", "{set: [a, b]}", "{set: [b, c]}", "{set: [a, b, c]}"),
          new Case(
              "the configured order of a set wins",
              "{set: [a, b, c]}",
              "{set: [c, a]}",
              "{set: [b, c, a]}"),
          new Case(
              "others stay before the one they stood before",
              "{set: [a, b, c, d]}",
              "{set: [d, x, b]}",
              "{set: [a, c, d, x, b]}"),
          new Case(
              "others stay behind the one they stood behind",
              "{set: [a, b]}",
              "{set: [a, x]}",
              "{set: [a, b, x]}"),
          new Case(
              "elements are merged by their key",
              "{items: [{text: a, number: 1}, {text: b}]}",
              "{items: [{text: a, flag: true}]}",
              "{items: [{text: a, number: 1, flag: true}, {text: b}]}"),
          new Case(
              "elements are merged at any depth",
              "{items: [{text: a, items: [{text: b, number: 1}]}]}",
              "{items: [{text: a, items: [{text: b, number: 2}]}]}",
              "{items: [{text: a, items: [{text: b, number: 2}]}]}"),
          new Case(
              "a key that is left out has its default",
              "{ports: [{port: 1, protocol: TCP}, {port: 1, protocol: UDP}]}",
              "{ports: [{port: 1, name: x}]}",
              "{ports: [{port: 1, protocol: TCP, name: x}, {port: 1, protocol: UDP}]}"),
          new Case(
              "what has no type is merged object by object",
              "{any: {a: {b: [1]}}}",
              "{any: {a: {b: [2], c: 1}}}",
              "{any: {a: {b: [2], c: 1}}}"),
          new Case(
              "another kind of value replaces", "{any: {a: 1}}", "{any: text}", "{any: text}"));

  @ParameterizedTest
  @FieldSource("CASES")
  void configurationDecidesWhatBothHave(Case c) {
    var merged = Merger.merge(value(c.live()), value(c.config()), TYPE);
    assertThat(merged).isEqualTo(value(c.merged()));
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void mergingTwiceIsMergingOnce(Case c) {
    var merged = Merger.merge(value(c.merged()), value(c.config()), TYPE);
    assertThat(merged).isEqualTo(value(c.merged()));
  }
}
