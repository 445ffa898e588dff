package dev.timonier.controllers.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// Plays rolling updates in which pods become available whenever they like.
class RollingUpdateProperties {

  @Property(tries = 300)
  void rollingUpdateKeepsItsLimitsAndComesToItsEnd(
      @ForAll @IntRange(min = 1, max = 30) int replicas,
      @ForAll @IntRange(max = 10) int surge,
      @ForAll @IntRange(max = 10) int unavailable,
      @ForAll @IntRange(max = 3) int intermediate,
      @ForAll Random chance) {
    var deployment =
        Sets.deployment(replicas, Integer.toString(surge), Integer.toString(unavailable));
    var half = Math.min(intermediate, replicas);
    var sets =
        List.of(
            Sets.set("o1", "i:a", replicas - half, replicas - half),
            Sets.set("o2", "i:b", half, half),
            Sets.set("n9", "i:1", 0, 0));
    var rollout = Rollout.of(deployment, sets);
    for (var round = 0; round < 1000 && !isDone(rollout); round++) {
      rollout = played(rollout.after(ScalePlan.roll(rollout)), chance);
      assertThat(Rollout.sum(rollout.all(), Rollout::replicas))
          .isLessThanOrEqualTo(replicas + rollout.maxSurge());
      assertThat(Rollout.sum(rollout.all(), Rollout::available))
          .isGreaterThanOrEqualTo(replicas - rollout.maxUnavailable());
    }
    assertThat(isDone(rollout)).isTrue();
  }

  private static boolean isDone(Rollout rollout) {
    return rollout.activeOld().isEmpty()
        && rollout
            .present()
            .filter(set -> Rollout.available(set) == rollout.replicas())
            .isPresent();
  }

  /// Shrunken sets lose pods at once, of which those that are not available first; a pod of a grown
  /// one becomes available now and then.
  private static Rollout played(Rollout rollout, Random chance) {
    return Rollout.of(
        rollout.deployment(), rollout.all().stream().map(set -> played(set, chance)).toList());
  }

  private static ReplicaSet played(ReplicaSet set, Random chance) {
    var available = Math.min(Rollout.available(set), Rollout.replicas(set));
    var more = available < Rollout.replicas(set) && chance.nextBoolean() ? 1 : 0;
    return new ReplicaSetBuilder(set)
        .editStatus()
        .withAvailableReplicas(available + more)
        .endStatus()
        .build();
  }
}
