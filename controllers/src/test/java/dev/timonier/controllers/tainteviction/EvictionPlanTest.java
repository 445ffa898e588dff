package dev.timonier.controllers.tainteviction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.tainteviction.EvictionPlan.LeavesAfter;
import dev.timonier.controllers.tainteviction.EvictionPlan.LeavesNow;
import dev.timonier.controllers.tainteviction.EvictionPlan.Stays;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EvictionPlanTest {
  private static final String SINCE = "2026-01-01T00:00:00Z";
  private static final Taint LOST = new Taint("NoExecute", "lost", SINCE, null);

  record Case(String name, List<Taint> taints, List<Toleration> tolerations, EvictionPlan plan) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("no taint", List.of(), List.of(), new Stays()),
        new Case(
            "other effects do not evict",
            List.of(new Taint("NoSchedule", "k", SINCE, null)),
            List.of(),
            new Stays()),
        new Case("not tolerated", List.of(LOST), List.of(), new LeavesNow()),
        new Case("tolerated for ever", List.of(LOST), List.of(exists("lost", null)), new Stays()),
        new Case("tolerated for a while", List.of(LOST), List.of(exists("lost", 300L)), after(300)),
        new Case(
            "first toleration of a taint",
            List.of(LOST),
            List.of(exists("lost", 300L), exists("", 100L)),
            after(300)),
        new Case(
            "shortest time of two taints",
            List.of(LOST, new Taint("NoExecute", "other", SINCE, null)),
            List.of(exists("lost", 300L), exists("", 100L)),
            after(100)),
        new Case("negative time is none", List.of(LOST), List.of(exists("lost", -5L)), after(0)),
        new Case(
            "one of two taints is not tolerated",
            List.of(LOST, new Taint("NoExecute", "other", SINCE, null)),
            List.of(exists("lost", null)),
            new LeavesNow()),
        new Case(
            "value must be equal",
            List.of(new Taint("NoExecute", "k", SINCE, "a")),
            List.of(new Toleration(null, "k", "Equal", null, "b")),
            new LeavesNow()),
        new Case(
            "effect must be equal",
            List.of(LOST),
            List.of(new Toleration("NoSchedule", "lost", "Exists", null, null)),
            new LeavesNow()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void podLeavesInTime(Case one) {
    assertThat(EvictionPlan.of(one.taints(), one.tolerations())).isEqualTo(one.plan());
  }

  private static EvictionPlan after(long seconds) {
    return new LeavesAfter(Duration.ofSeconds(seconds));
  }

  private static Toleration exists(String key, @Nullable Long seconds) {
    return new Toleration("NoExecute", key, "Exists", seconds, null);
  }
}
