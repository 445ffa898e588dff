package dev.timonier.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Commit times, for stores that keep them.
public interface TimePromises extends StoreFixture {
  /// The store's time.
  Instant now();

  @Test
  default void revisionAtAnInstantIsThatOfTheLastCommitUntilThen() {
    var start = now();
    pass(Duration.ofSeconds(10));
    commit(put("a", "1"));
    var second = commit(put("a", "2"));
    var between = now();
    pass(Duration.ofSeconds(10));
    var third = commit(put("a", "3"));

    assertThat(store().revisionAt(start)).isEmpty();
    assertThat(store().revisionAt(between)).contains(second);
    assertThat(store().revisionAt(between.plusSeconds(9))).contains(second);
    assertThat(store().revisionAt(now())).contains(third);
    assertThat(store().revisionAt(now().plusSeconds(100))).contains(third);
  }

  @Test
  default void historyCarriesCommitTimes() {
    pass(Duration.ofSeconds(1));
    var first = now();
    commit(put("a", "1"));
    pass(Duration.ofSeconds(1));
    commit(delete("a"));

    assertThat(store().history(key("a"), 10))
        .extracting(version -> version.committed().orElseThrow())
        .containsExactly(first.plusSeconds(1), first);
  }

  @Test
  default void instantBeforeTheCompactedHistoryIsUnknown() {
    commit(put("a", "1"));
    var then = now();
    pass(Duration.ofSeconds(10));
    var compacted = commit(put("a", "2"));
    pass(Duration.ofSeconds(10));
    var last = commit(put("a", "3"));
    store().compact(compacted);

    assertThat(store().revisionAt(then)).isEmpty();
    assertThat(store().revisionAt(now())).contains(last);
  }
}
