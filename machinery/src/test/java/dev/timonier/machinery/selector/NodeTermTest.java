package dev.timonier.machinery.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeTermTest {
  private static final Map<String, String> LABELS = Map.of("zone", "a", "cores", "8", "gpu", "");

  record Case(String key, String operator, List<String> values, boolean matches) {}

  static Stream<Case> cases() {
    return Stream.of(
        new Case("zone", "In", List.of("a", "b"), true),
        new Case("zone", "In", List.of("b"), false),
        new Case("rack", "In", List.of("a"), false),
        new Case("zone", "NotIn", List.of("b"), true),
        new Case("zone", "NotIn", List.of("a"), false),
        new Case("rack", "NotIn", List.of("a"), true),
        new Case("gpu", "Exists", List.of(), true),
        new Case("rack", "Exists", List.of(), false),
        new Case("rack", "DoesNotExist", List.of(), true),
        new Case("gpu", "DoesNotExist", List.of(), false),
        new Case("cores", "Gt", List.of("4"), true),
        new Case("cores", "Gt", List.of("8"), false),
        new Case("cores", "Lt", List.of("9"), true),
        new Case("cores", "Lt", List.of("8"), false),
        new Case("zone", "Gt", List.of("4"), false),
        new Case("rack", "Lt", List.of("4"), false));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void labelFitsRequirement(Case example) {
    var term = onLabels(requirement(example.key(), example.operator(), example.values()));

    assertThat(NodeTerm.of(term).matches("node-1", LABELS)).isEqualTo(example.matches());
  }

  @Test
  void allRequirementsMustHold() {
    var term =
        onLabels(requirement("zone", "In", List.of("a")), requirement("rack", "Exists", List.of()));

    assertThat(NodeTerm.of(term).matches("node-1", LABELS)).isFalse();
  }

  @Test
  void termWithoutRequirementsMatchesNothing() {
    assertThat(NodeTerm.of(onLabels()).matches("node-1", LABELS)).isFalse();
  }

  @Test
  void fieldsNameTheNode() {
    var term = NodeTerm.of(onFields(requirement("metadata.name", "In", List.of("node-1"))));

    assertThat(term.matches("node-1", LABELS)).isTrue();
    assertThat(term.matches("node-2", LABELS)).isFalse();
    assertThat(term.names()).contains(Set.of("node-1"));
  }

  @Test
  void excludedNameSaysNothingAboutTheOthers() {
    var term = NodeTerm.of(onFields(requirement("metadata.name", "NotIn", List.of("node-1"))));

    assertThat(term.matches("node-1", LABELS)).isFalse();
    assertThat(term.matches("node-2", LABELS)).isTrue();
    assertThat(term.names()).isEmpty();
  }

  @Test
  void severalNamesAreIntersected() {
    var term =
        NodeTerm.of(
            onFields(
                requirement("metadata.name", "In", List.of("a", "b")),
                requirement("metadata.name", "In", List.of("b", "c"))));

    assertThat(term.names()).contains(Set.of("b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Near", "", "in"})
  void unknownOperatorIsRefused(String operator) {
    var term = onLabels(requirement("zone", operator, List.of("a")));

    assertThatThrownBy(() -> NodeTerm.of(term))
        .isInstanceOf(SelectorException.class)
        .hasMessage("\"" + operator + "\" is not a valid node selector operator");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Gt", "Lt"})
  void comparisonNeedsAnInteger(String operator) {
    var term = onLabels(requirement("cores", operator, List.of("many")));

    assertThatThrownBy(() -> NodeTerm.of(term)).isInstanceOf(SelectorException.class);
  }

  @Test
  void unknownFieldIsRefused() {
    var term = onFields(requirement("spec.unschedulable", "In", List.of("true")));

    assertThatThrownBy(() -> NodeTerm.of(term))
        .hasMessage("\"spec.unschedulable\" is not a valid field selector key");
  }

  private static NodeSelectorTerm onLabels(NodeSelectorRequirement... requirements) {
    return new NodeSelectorTerm(List.of(requirements), List.of());
  }

  private static NodeSelectorTerm onFields(NodeSelectorRequirement... requirements) {
    return new NodeSelectorTerm(List.of(), List.of(requirements));
  }

  private static NodeSelectorRequirement requirement(
      String key, String operator, List<String> values) {
    return new NodeSelectorRequirement(key, operator, values);
  }
}
