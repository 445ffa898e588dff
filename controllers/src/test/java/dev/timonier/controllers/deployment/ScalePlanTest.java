package dev.timonier.controllers.deployment;

import static dev.timonier.controllers.deployment.Sets.deployment;
import static dev.timonier.controllers.deployment.Sets.recreating;
import static dev.timonier.controllers.deployment.Sets.set;
import static dev.timonier.controllers.deployment.Sets.sized;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScalePlanTest {
  private static final String NEW = "i:1";
  private static final String OLD = "i:0";

  /// @param sizes that change, by name
  record Case(
      String name,
      Function<Rollout, List<Scale>> plan,
      Deployment deployment,
      List<ReplicaSet> sets,
      Map<String, Integer> sizes) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> rolling() {
    return Stream.of(
        roll(
            "first set is as large as wanted",
            deployment(3, "1", "1"),
            List.of(set("n9", NEW, 3, 0)),
            Map.of()),
        roll(
            "new set grows by the surge",
            deployment(10, "3", "0"),
            List.of(set("o1", OLD, 10, 10), set("n9", NEW, 0, 0)),
            Map.of("n9", 3)),
        roll(
            "percentages of surge round up",
            deployment(10, "25%", "0"),
            List.of(set("o1", OLD, 10, 10), set("n9", NEW, 0, 0)),
            Map.of("n9", 3)),
        roll(
            "percentages of unavailable round down",
            deployment(10, "0", "25%"),
            List.of(set("o1", OLD, 10, 10), set("n9", NEW, 0, 0)),
            Map.of("o1", 8)),
        roll(
            "no more than wanted",
            deployment(2, "5", "0"),
            List.of(set("o1", OLD, 2, 2), set("n9", NEW, 0, 0)),
            Map.of("n9", 2)),
        roll(
            "new set shrinks to what is wanted",
            deployment(2, "1", "1"),
            List.of(set("n9", NEW, 5, 5)),
            Map.of("n9", 2)),
        roll(
            "old pods go as new ones become available",
            deployment(10, "3", "0"),
            List.of(set("o1", OLD, 10, 10), set("n9", NEW, 3, 2)),
            Map.of("o1", 8)),
        roll(
            "old pods stay while new ones are missing",
            deployment(10, "3", "0"),
            List.of(set("o1", OLD, 10, 10), set("n9", NEW, 3, 0)),
            Map.of()),
        roll(
            "unhealthy old pods go first",
            deployment(10, "0", "2"),
            List.of(set("o1", OLD, 10, 8), set("n9", NEW, 0, 0)),
            Map.of("o1", 8)),
        roll(
            "broken new pods protect old ones",
            deployment(10, "0", "2"),
            List.of(set("o1", OLD, 8, 8), set("n9", NEW, 2, 0)),
            Map.of()),
        roll(
            "oldest go first",
            deployment(4, "2", "0"),
            List.of(set("o2", OLD, 2, 2), set("o1", "i:x", 2, 2), set("n9", NEW, 2, 2)),
            Map.of("o1", 0)),
        roll(
            "neither surge nor unavailable means one at a time",
            deployment(4, "0", "0"),
            List.of(set("o1", OLD, 4, 4), set("n9", NEW, 0, 0)),
            Map.of("o1", 3)),
        roll(
            "nothing is wanted",
            deployment(0, "1", "1"),
            List.of(set("o1", OLD, 2, 2), set("n9", NEW, 0, 0)),
            Map.of("o1", 0)));
  }

  static Stream<Case> resizing() {
    return Stream.of(
        resize(
            "one active set takes all",
            deployment(5, "1", "1"),
            List.of(set("o1", OLD, 3, 3), set("n9", NEW, 0, 0)),
            Map.of("o1", 5)),
        resize(
            "the new set where none is active",
            deployment(5, "1", "1"),
            List.of(set("o1", OLD, 0, 0), set("n9", NEW, 0, 0)),
            Map.of("n9", 5)),
        resize(
            "the latest old set where there is no new one",
            deployment(5, "1", "1"),
            List.of(set("o1", OLD, 0, 0), set("o2", "i:x", 0, 0)),
            Map.of("o2", 5)),
        resize(
            "saturated new set ends the old ones",
            deployment(5, "1", "1"),
            List.of(set("o1", OLD, 1, 1), sized(set("n9", NEW, 5, 5), 5, 1)),
            Map.of("o1", 0)),
        resize(
            "shares by size when growing",
            deployment(20, "3", "2"),
            List.of(sized(set("o1", OLD, 8, 8), 10, 3), sized(set("n9", NEW, 5, 5), 10, 3)),
            Map.of("o1", 14, "n9", 9)),
        resize(
            "shares by size when shrinking",
            deployment(5, "3", "2"),
            List.of(sized(set("o1", OLD, 8, 8), 10, 3), sized(set("n9", NEW, 5, 5), 10, 3)),
            Map.of("o1", 5, "n9", 3)),
        resize(
            "everything goes",
            deployment(0, "3", "2"),
            List.of(sized(set("o1", OLD, 8, 8), 10, 3), sized(set("n9", NEW, 5, 5), 10, 3)),
            Map.of("o1", 0, "n9", 0)),
        new Case(
            "recreate stops the old",
            ScalePlan::stopOld,
            recreating(3),
            List.of(set("o1", OLD, 3, 3), set("o2", "i:x", 0, 0)),
            Map.of("o1", 0)),
        new Case(
            "recreate starts the new",
            ScalePlan::startPresent,
            recreating(3),
            List.of(set("n9", NEW, 0, 0)),
            Map.of("n9", 3)));
  }

  @ParameterizedTest
  @MethodSource({"rolling", "resizing"})
  void setsGetTheirSizes(Case one) {
    var scales = one.plan().apply(Rollout.of(one.deployment(), one.sets()));
    assertThat(
            scales.stream()
                .filter(scale -> scale.replicas() != scale.before())
                .collect(toMap(scale -> scale.set().getMetadata().getName(), Scale::replicas)))
        .isEqualTo(one.sizes());
  }

  @Test
  void historyBeyondTheLimitGoesButNotWhatStillHasPods() {
    var deployment =
        new DeploymentBuilder(deployment(1, "1", "1"))
            .editSpec()
            .withRevisionHistoryLimit(1)
            .endSpec()
            .build();
    var sets =
        List.of(
            revision(set("o1", "i:a", 0, 0), 3),
            revision(set("o2", "i:b", 0, 0), 1),
            revision(set("o3", "i:c", 1, 1), 2));
    assertThat(ScalePlan.beyondHistory(Rollout.of(deployment, sets)))
        .extracting(set -> set.getMetadata().getName())
        .containsExactly("o2");
  }

  private static ReplicaSet revision(ReplicaSet set, int revision) {
    return new ReplicaSetBuilder(set)
        .editMetadata()
        .addToAnnotations(Revisions.REVISION, Integer.toString(revision))
        .endMetadata()
        .build();
  }

  private static Case roll(
      String name, Deployment deployment, List<ReplicaSet> sets, Map<String, Integer> sizes) {
    return new Case(name, ScalePlan::roll, deployment, sets, sizes);
  }

  private static Case resize(
      String name, Deployment deployment, List<ReplicaSet> sets, Map<String, Integer> sizes) {
    return new Case(name, ScalePlan::resize, deployment, sets, sizes);
  }
}
