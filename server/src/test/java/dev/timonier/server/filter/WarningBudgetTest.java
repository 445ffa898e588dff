package dev.timonier.server.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WarningBudgetTest {
  @Test
  void warningsWithinTheLimitAreToldWhole() {
    var texts = List.of("a".repeat(2048), "\u00e4".repeat(2048));
    assertThat(WarningBudget.spend(texts)).isEqualTo(texts);
  }

  @Test
  void warningsBeyondTheLimitAreCut() {
    assertThat(WarningBudget.spend(List.of("a".repeat(4000), "b", "\ud83d\ude00".repeat(300))))
        .containsExactly("a".repeat(256), "b", "\ud83d\ude00".repeat(256));
  }

  @Test
  void lastWarningsAreLeftOut() {
    var texts = Collections.nCopies(100, "a".repeat(1000));
    assertThat(WarningBudget.spend(texts)).hasSize(16).containsOnly("a".repeat(256));
  }

  @Test
  void allThatWereKnownAreTold() {
    var shorts = Collections.nCopies(4096, "a");
    var texts = Stream.concat(shorts.stream(), Stream.of("b", "c")).toList();
    assertThat(WarningBudget.spend(texts)).hasSize(4097).endsWith("b");
  }
}
