package dev.timonier.controllers.validatingadmissionpolicystatus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.discovery.ServedResource;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.machinery.catalog.Scope;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.NamedRuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.NamedRuleWithOperationsBuilder;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MatchedKindsTest {
  private static ServedResource served(String group, String version, String plural) {
    var kind = new GroupVersionKind(group, version, "Kind-of-" + plural);
    return new ServedResource(kind, plural, Scope.NAMESPACED, Set.of());
  }

  private static NamedRuleWithOperations rule(
      List<String> groups, List<String> versions, List<String> resources) {
    return new NamedRuleWithOperationsBuilder()
        .withApiGroups(groups)
        .withApiVersions(versions)
        .withResources(resources)
        .build();
  }

  @Test
  void kindsAreSortedAndToldOnce() {
    var served = List.of(served("b", "v1", "x"), served("a", "v2", "x"), served("a", "v1", "x"));
    var rule = rule(List.of("b", "a"), List.of("v2", "v1"), List.of("x"));
    assertThat(MatchedKinds.of(List.of(rule, rule), served))
        .extracting(GroupVersionKind::apiVersion)
        .containsExactly("a/v1", "a/v2", "b/v1");
  }

  @Test
  void coreGroupStandsForAllThatHaveTheResource() {
    var served = List.of(served("", "v1", "events"), served("events.k8s.io", "v1", "events"));
    var rule = rule(List.of(""), List.of("v1"), List.of("events"));
    assertThat(MatchedKinds.of(List.of(rule), served)).hasSize(2);
  }

  @Test
  void tenKindsOfARuleAreEnough() {
    var names = IntStream.range(10, 25).mapToObj(Integer::toString).toList();
    var served = names.stream().map(name -> served("g", "v1", name)).toList();
    var many = rule(List.of("g"), List.of("v1"), names);
    var last = rule(List.of("g"), List.of("v1"), List.of("24"));
    assertThat(MatchedKinds.of(List.of(many, last), served))
        .extracting(GroupVersionKind::kind)
        .hasSize(10)
        .endsWith("Kind-of-19");
    assertThat(MatchedKinds.of(List.of(last, many), served)).hasSize(11);
  }
}
