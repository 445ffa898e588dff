package dev.timonier.machinery.selector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeSelectorBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodeAffinityTest {
  private static final Map<String, String> SSD_IN_A = Map.of("disk", "ssd", "zone", "a");

  @Test
  void podThatSaysNothingFitsEveryNode() {
    var required = RequiredNodes.of(new PodSpec());

    assertThat(required.isAll()).isTrue();
    assertThat(required.matches("any", Map.of())).isTrue();
  }

  @Test
  void everyLabelOfTheNodeSelectorIsNeeded() {
    var both = RequiredNodes.of(nodeSelector(Map.of("disk", "ssd", "zone", "a")));
    var other = RequiredNodes.of(nodeSelector(Map.of("disk", "ssd", "zone", "b")));

    assertThat(both.matches("node-1", SSD_IN_A)).isTrue();
    assertThat(other.matches("node-1", SSD_IN_A)).isFalse();
  }

  @Test
  void oneOfTheTermsIsEnough() {
    var required = RequiredNodes.of(required(List.of("b", "a")));

    assertThat(required.matches("node-1", SSD_IN_A)).isTrue();
    assertThat(required.matches("node-1", Map.of("zone", "c"))).isFalse();
  }

  @Test
  void noTermAtAllMatchesNothing() {
    assertThat(RequiredNodes.of(required(List.of())).matches("node-1", SSD_IN_A)).isFalse();
  }

  @Test
  void selectorAndAffinityMustBothHold() {
    var spec = new PodSpecBuilder(required(List.of("a"))).addToNodeSelector("disk", "hdd").build();

    assertThat(RequiredNodes.of(spec).matches("node-1", SSD_IN_A)).isFalse();
  }

  @Test
  void malformedTermMatchesNothingAndTheOthersStillCount() {
    var selector =
        new NodeSelectorBuilder()
            .addNewNodeSelectorTerm()
            .addToMatchExpressions(requirement("zone", "Near", List.of("a")))
            .endNodeSelectorTerm()
            .addNewNodeSelectorTerm()
            .addToMatchExpressions(requirement("disk", "In", List.of("ssd")))
            .endNodeSelectorTerm()
            .build();

    assertThat(RequiredNodes.of(selector).matches("node-1", SSD_IN_A)).isTrue();
    assertThat(RequiredNodes.of(selector).matches("node-1", Map.of("zone", "a"))).isFalse();
  }

  @Test
  void namesAreKnownWhenEachTermNamesItsNodes() {
    assertThat(RequiredNodes.of(named("node-1", "node-2")).names())
        .contains(Set.of("node-1", "node-2"));
    assertThat(RequiredNodes.of(required(List.of("a"))).names()).isEmpty();
  }

  @Test
  void weightsOfMatchingTermsAddUp() {
    var spec =
        new PodSpecBuilder()
            .withNewAffinity()
            .withNewNodeAffinity()
            .addNewPreferredDuringSchedulingIgnoredDuringExecution()
            .withWeight(10)
            .withNewPreference()
            .addToMatchExpressions(requirement("zone", "In", List.of("a")))
            .endPreference()
            .endPreferredDuringSchedulingIgnoredDuringExecution()
            .addNewPreferredDuringSchedulingIgnoredDuringExecution()
            .withWeight(5)
            .withNewPreference()
            .addToMatchExpressions(requirement("disk", "Exists", List.of()))
            .endPreference()
            .endPreferredDuringSchedulingIgnoredDuringExecution()
            .endNodeAffinity()
            .endAffinity()
            .build();
    var preferred = PreferredNodes.of(spec);

    assertThat(preferred.weight("node-1", SSD_IN_A)).isEqualTo(15);
    assertThat(preferred.weight("node-1", Map.of("disk", "hdd"))).isEqualTo(5);
    assertThat(preferred.weight("node-1", Map.of())).isZero();
  }

  @Test
  void podWithoutPreferencesHasNone() {
    assertThat(PreferredNodes.of(required(List.of("a"))).isEmpty()).isTrue();
    assertThat(PreferredNodes.of(new PodSpec()).isEmpty()).isTrue();
  }

  private static PodSpec nodeSelector(Map<String, String> labels) {
    return new PodSpecBuilder().withNodeSelector(labels).build();
  }

  /// One term for each zone.
  private static PodSpec required(List<String> zones) {
    var selector = new NodeSelectorBuilder();
    zones.forEach(
        zone ->
            selector
                .addNewNodeSelectorTerm()
                .addToMatchExpressions(requirement("zone", "In", List.of(zone)))
                .endNodeSelectorTerm());
    return withRequired(selector);
  }

  private static PodSpec named(String... names) {
    var selector = new NodeSelectorBuilder();
    for (var name : names) {
      selector
          .addNewNodeSelectorTerm()
          .addToMatchFields(requirement("metadata.name", "In", List.of(name)))
          .endNodeSelectorTerm();
    }
    return withRequired(selector);
  }

  private static PodSpec withRequired(NodeSelectorBuilder selector) {
    return new PodSpecBuilder()
        .withNewAffinity()
        .withNewNodeAffinity()
        .withRequiredDuringSchedulingIgnoredDuringExecution(selector.build())
        .endNodeAffinity()
        .endAffinity()
        .build();
  }

  private static NodeSelectorRequirement requirement(
      String key, String operator, List<String> values) {
    return new NodeSelectorRequirement(key, operator, values);
  }
}
