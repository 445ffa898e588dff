package dev.timonier.machinery.cel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class CelEnvironmentTest {
  private static final StructType THING =
      StructType.create(
          "test.Thing",
          ImmutableSet.of("name"),
          field -> field.equals("name") ? Optional.of(SimpleType.STRING) : Optional.empty());
  private static final CelEnvironment ENVIRONMENT =
      CelEnvironment.of(Map.of("thing", THING, "object", SimpleType.DYN), List.of(THING));
  private static final String EXPECTING =
      " expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT,"
          + " NUM_UINT, STRING, BYTES, IDENTIFIER}";

  private record Row(String expression, String outcome) {
    @Override
    public String toString() {
      return expression;
    }
  }

  static final List<Row> TYPES =
      List.of(
          new Row("thing.name", "string"),
          new Row("1 + 1", "int"),
          new Row("[1]", "list(int)"),
          new Row("object.a.b", "dyn"),
          new Row("thing", "test.Thing"),
          new Row("object.list.all(x, x > 1)", "bool"),
          new Row("object.map.all(k, v, k == v)", "bool"),
          new Row("object.?a.orValue(1)", "dyn"),
          new Row("cel.bind(x, 1, x + 1)", "int"),
          new Row("'a'.upperAscii()", "string"),
          new Row("sets.contains([1], [2])", "bool"),
          new Row("quantity('1Gi').add(1).isGreaterThan(quantity('1'))", "bool"),
          new Row("semver('1.2.3').major()", "int"),
          new Row("cidr('10.0.0.0/8').containsIP(ip('10.0.0.1'))", "bool"),
          new Row("ip.isCanonical('::1') && isIP('a')", "bool"),
          new Row("url('https://h/').getQuery()", "map(string, list(string))"),
          new Row("'abc'.findAll('[a-c]', 2)", "list(string)"),
          new Row("[1, 2].sum() + [3].min()", "int"),
          new Row("['a'].indexOf('a')", "int"),
          new Row("!format.dns1123Label().validate('x').hasValue()", "bool"));

  @ParameterizedTest
  @FieldSource("TYPES")
  void whatMakesSenseHasAType(Row row) {
    assertThat(ENVIRONMENT.compile(row.expression()))
        .isInstanceOfSatisfying(
            Compilation.Typed.class,
            typed -> assertThat(typed.typeName()).isEqualTo(row.outcome()));
  }

  static final List<Row> FAULTS =
      List.of(
          new Row("", "ERROR: <input>:1:0: Syntax error: mismatched input '<EOF>'" + EXPECTING),
          new Row(
              "1 +",
              "ERROR: <input>:1:4: Syntax error: mismatched input '<EOF>'"
                  + EXPECTING
                  + "\n | 1 +\n | ...^"),
          new Row(
              "object.",
              "ERROR: <input>:1:8: Syntax error: no viable alternative at input '.'"
                  + "\n | object.\n | .......^"),
          new Row(
              "a:b",
              "ERROR: <input>:1:2: Syntax error: mismatched input ':' expecting <EOF>\n | a:b\n | .^"),
          new Row(
              "100000000000000000000",
              "ERROR: <input>:1:1: invalid int literal\n | 100000000000000000000\n | ^"),
          new Row(
              "Nope{a: 1}",
              "ERROR: <input>:1:5: undeclared reference to 'Nope' (in container '')"
                  + "\n | Nope{a: 1}\n | ....^"),
          new Row(
              "Nope{a: Nope.b{c: other}, d: 1 + ''}",
              "ERROR: <input>:1:5: undeclared reference to 'Nope' (in container '')"
                  + "\n | Nope{a: Nope.b{c: other}, d: 1 + ''}\n | ....^"),
          new Row(
              "thing.nope", "ERROR: <input>:1:6: undefined field 'nope'\n | thing.nope\n | .....^"),
          new Row(
              "other",
              "ERROR: <input>:1:1: undeclared reference to 'other' (in container '')"
                  + "\n | other\n | ^"),
          new Row(
              "thing.name == 5",
              "ERROR: <input>:1:12: found no matching overload for '_==_' applied to '(string, int)'"
                  + "\n | thing.name == 5\n | ...........^"),
          new Row(
              "quantity(1).sign()",
              "ERROR: <input>:1:9: found no matching overload for 'quantity' applied to '(int)'"
                  + "\n | quantity(1).sign()\n | ........^"),
          new Row(
              "1 +\n other",
              "ERROR: <input>:2:2: undeclared reference to 'other' (in container '')"
                  + "\n |  other\n | .^"));

  @ParameterizedTest
  @FieldSource("FAULTS")
  void whatMakesNoSenseIsShown(Row row) {
    assertThat(ENVIRONMENT.compile(row.expression()))
        .isEqualTo(new Compilation.Faulty(row.outcome()));
  }

  @Test
  void severalFaultsAreShownOneAfterTheOther() {
    assertThat(ENVIRONMENT.compile("a || b"))
        .isEqualTo(
            new Compilation.Faulty(
                "ERROR: <input>:1:1: undeclared reference to 'a' (in container '')\n | a || b\n | ^\n"
                    + "ERROR: <input>:1:6: undeclared reference to 'b' (in container '')\n | a || b\n | .....^"));
  }
}
