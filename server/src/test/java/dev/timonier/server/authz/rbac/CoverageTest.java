package dev.timonier.server.authz.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.json.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CoverageTest {
  private static final String READ_PODS =
      "{verbs: [get, list], apiGroups: [''], resources: [pods, pods/log]}";

  private record Comparison(String name, String owned, String wanted, List<String> missing) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Comparison> comparisons() {
    return Stream.of(
        new Comparison("the same", READ_PODS, READ_PODS, List.of()),
        new Comparison(
            "verbs of a resource stand together",
            READ_PODS,
            "{verbs: [get, watch, delete], apiGroups: [''], resources: [pods]}",
            List.of("{APIGroups:[\"\"], Resources:[\"pods\"], Verbs:[\"watch\" \"delete\"]}")),
        new Comparison(
            "resources stand alone, in their order",
            READ_PODS,
            "{verbs: [get], apiGroups: ['', apps], resources: [secrets, configmaps]}",
            List.of(
                "{APIGroups:[\"\"], Resources:[\"configmaps\"], Verbs:[\"get\"]}",
                "{APIGroups:[\"\"], Resources:[\"secrets\"], Verbs:[\"get\"]}",
                "{APIGroups:[\"apps\"], Resources:[\"configmaps\"], Verbs:[\"get\"]}",
                "{APIGroups:[\"apps\"], Resources:[\"secrets\"], Verbs:[\"get\"]}")),
        new Comparison(
            "a star is more than every name",
            "{verbs: [get, list], apiGroups: [''], resources: [pods]}",
            "{verbs: ['*'], apiGroups: [''], resources: [pods]}",
            List.of("{APIGroups:[\"\"], Resources:[\"pods\"], Verbs:[\"*\"]}")),
        new Comparison(
            "a star covers every name",
            "{verbs: ['*'], apiGroups: ['*'], resources: ['*']}",
            "{verbs: [get], apiGroups: [apps], resources: [deployments/scale]}",
            List.of()),
        new Comparison(
            "a star before a subresource covers it",
            "{verbs: [get], apiGroups: [apps], resources: ['*/scale']}",
            "{verbs: [get], apiGroups: [apps], resources: [deployments/scale, deployments]}",
            List.of("{APIGroups:[\"apps\"], Resources:[\"deployments\"], Verbs:[\"get\"]}")),
        new Comparison(
            "some names are less than all",
            "{verbs: [get], apiGroups: [''], resources: [secrets], resourceNames: [a]}",
            "{verbs: [get], apiGroups: [''], resources: [secrets]}",
            List.of("{APIGroups:[\"\"], Resources:[\"secrets\"], Verbs:[\"get\"]}")),
        new Comparison(
            "names are told one by one",
            "{verbs: [get], apiGroups: [''], resources: [secrets], resourceNames: [a]}",
            "{verbs: [get], apiGroups: [''], resources: [secrets], resourceNames: [a, b]}",
            List.of(
                "{APIGroups:[\"\"], Resources:[\"secrets\"], ResourceNames:[\"b\"],"
                    + " Verbs:[\"get\"]}")),
        new Comparison(
            "paths are told one by one",
            "{verbs: [get], nonResourceURLs: ['/logs/*']}",
            "{verbs: [get, post], nonResourceURLs: [/logs/a, '/logs/b/*', /logs]}",
            List.of(
                "{NonResourceURLs:[\"/logs\"], Verbs:[\"get\"]}",
                "{NonResourceURLs:[\"/logs\"], Verbs:[\"post\"]}",
                "{NonResourceURLs:[\"/logs/a\"], Verbs:[\"post\"]}",
                "{NonResourceURLs:[\"/logs/b/*\"], Verbs:[\"post\"]}")));
  }

  @ParameterizedTest
  @MethodSource("comparisons")
  void missingIsWhatNoRuleCovers(Comparison comparison) {
    assertThat(Coverage.missing(rule(comparison.owned()), rule(comparison.wanted())))
        .isEqualTo(comparison.missing());
  }

  private static List<PolicyRule> rule(String yaml) {
    return List.of(PolicyRule.read(YamlReader.read(yaml.getBytes(StandardCharsets.UTF_8)).tree()));
  }
}
