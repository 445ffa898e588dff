package dev.timonier.machinery.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SelectorTest {
  private static final Map<String, String> LABELS = Map.of("app", "web", "tier", "2", "in", "x");

  record Match(String selector, boolean matches) {}

  static Stream<Match> matches() {
    return Stream.of(
        new Match("", true),
        new Match("app", true),
        new Match("other", false),
        new Match("!app", false),
        new Match("!other", true),
        new Match("app=web", true),
        new Match("app==web", true),
        new Match("app = api", false),
        new Match("app!=api", true),
        new Match("other!=api", true),
        new Match("app in (api, web)", true),
        new Match("app in (api)", false),
        new Match("app notin (api)", true),
        new Match("other notin (api)", true),
        new Match("tier>1", true),
        new Match("tier>2", false),
        new Match("tier<10", true),
        new Match("app>1", false),
        new Match("app=web,tier=2,!other", true),
        new Match("app=web,tier=3", false),
        new Match("in", true),
        new Match("in in (x)", true),
        new Match("other=", false),
        new Match("app in (,web)", true));
  }

  @ParameterizedTest
  @MethodSource("matches")
  void selectorMatchesLabels(Match match) {
    assertThat(Selector.parse(match.selector).matches(LABELS)).isEqualTo(match.matches);
  }

  @ParameterizedTest
  @MethodSource("matches")
  void printedSelectorMeansTheSame(Match match) {
    var selector = Selector.parse(match.selector);
    assertThat(Selector.parse(selector.toString())).isEqualTo(selector);
  }

  record Fault(String selector, String message) {}

  static Stream<Fault> faults() {
    return Stream.of(
        new Fault("app===x", "unable to parse requirement: found '=', expected: identifier"),
        new Fault("=x", "found '=', expected: !, identifier, or 'end of string'"),
        new Fault(",", "found ',', expected: !, identifier, or 'end of string'"),
        new Fault("app in x", "unable to parse requirement: found 'x' expected: '('"),
        new Fault("app in (x", "unable to parse requirement: found '', expected: ',' or ')'"),
        new Fault(
            "a b",
            "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"),
        new Fault("app,,tier", "found ',', expected: identifier after ','"),
        new Fault("app=a b", "found 'b', expected: ',' or 'end of string'"),
        new Fault("!app=x", "found '=', expected: ',' or 'end of string'"),
        new Fault(
            "tier>abc",
            "unable to parse requirement: values[0]: Invalid value: \"abc\": for 'Gt', 'Lt'"
                + " operators, the value must be an integer"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void malformedSelectorIsExplained(Fault fault) {
    assertThatThrownBy(() -> Selector.parse(fault.selector))
        .isInstanceOf(SelectorException.class)
        .hasMessage(fault.message);
  }

  @Test
  void keysAndValuesMustBeWellFormed() {
    assertThatThrownBy(() -> Selector.parse("-app"))
        .hasMessageStartingWith(
            "unable to parse requirement: <nil>: Invalid value: \"-app\": name part must consist of");
    assertThatThrownBy(() -> Selector.parse("app=-x"))
        .hasMessageStartingWith(
            "unable to parse requirement: values[0][app]: Invalid value: \"-x\": a valid label must");
  }

  @Test
  void selectorObjectWithoutTermsSelectsEverythingAndNoneSelectsNothing() {
    assertThat(Selector.of(new LabelSelectorBuilder().build()).matches(LABELS)).isTrue();
    assertThat(Selector.of((io.fabric8.kubernetes.api.model.LabelSelector) null).matches(LABELS))
        .isFalse();
  }

  @Test
  void selectorObjectJoinsLabelsAndExpressions() {
    var selector =
        Selector.of(
            new LabelSelectorBuilder()
                .addToMatchLabels("app", "web")
                .addNewMatchExpression()
                .withKey("tier")
                .withOperator("NotIn")
                .withValues("3")
                .endMatchExpression()
                .build());
    assertThat(selector.matches(LABELS)).isTrue();
    assertThat(selector.matches(Map.of("app", "web", "tier", "3"))).isFalse();
    assertThat(selector).hasToString("app=web,tier!=3");
  }
}
