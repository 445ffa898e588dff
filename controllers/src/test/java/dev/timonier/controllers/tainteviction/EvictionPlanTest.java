package dev.timonier.controllers.tainteviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EvictionPlanTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:01:00Z");
  private static final String SINCE = "2026-01-01T00:00:00Z";
  private static final Taint LOST = new Taint("NoExecute", "lost", SINCE, null);

  record Case(
      String name, List<Taint> taints, List<Toleration> tolerations, Optional<String> leaves) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("no taint", List.of(), List.of(), Optional.empty()),
        new Case(
            "other effects do not evict",
            List.of(new Taint("NoSchedule", "k", SINCE, null)),
            List.of(),
            Optional.empty()),
        new Case("not tolerated", List.of(LOST), List.of(), Optional.of(NOW.toString())),
        new Case(
            "tolerated for ever", List.of(LOST), List.of(exists("lost", null)), Optional.empty()),
        new Case(
            "tolerated for a while",
            List.of(LOST),
            List.of(exists("lost", 300L)),
            Optional.of("2026-01-01T00:05:00Z")),
        new Case(
            "shortest of two times",
            List.of(LOST),
            List.of(exists("lost", 300L), exists("", 100L)),
            Optional.of("2026-01-01T00:01:40Z")),
        new Case(
            "negative time is none",
            List.of(LOST),
            List.of(exists("lost", -5L)),
            Optional.of(SINCE)),
        new Case(
            "one of two taints is not tolerated",
            List.of(LOST, new Taint("NoExecute", "other", SINCE, null)),
            List.of(exists("lost", null)),
            Optional.of(NOW.toString())),
        new Case(
            "value must be equal",
            List.of(new Taint("NoExecute", "k", SINCE, "a")),
            List.of(new Toleration(null, "k", "Equal", null, "b")),
            Optional.of(NOW.toString())),
        new Case(
            "effect must be equal",
            List.of(LOST),
            List.of(new Toleration("NoSchedule", "lost", "Exists", null, null)),
            Optional.of(NOW.toString())));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void podLeavesInTime(Case one) {
    assertThat(EvictionPlan.leaves(one.taints(), one.tolerations(), NOW))
        .isEqualTo(one.leaves().map(Instant::parse));
  }

  private static Toleration exists(String key, @Nullable Long seconds) {
    return new Toleration("NoExecute", key, "Exists", seconds, null);
  }
}
