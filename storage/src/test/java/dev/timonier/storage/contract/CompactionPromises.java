package dev.timonier.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.KeyVersion;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.compaction.AutoCompaction;
import dev.timonier.storage.compaction.Retention;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// Compaction: forgets what was superseded, keeps what is live, and is held back by pins.
interface CompactionPromises extends StoreFixture {
  @Test
  default void newestVersionOfEveryLiveKeyStays() {
    commit(put("a", "1"), put("b", "1"), put("gone", "1"));
    commit(put("a", "2"), delete("gone"));
    var revision = commit(put("c", "1"));
    store().compact(revision);

    assertThat(store().compactedRevision()).isEqualTo(revision);
    assertThat(store().currentRevision()).isEqualTo(revision);
    assertThat(entries(RangeRequest.latest(KeyRange.all()))).containsExactly("a=2", "b=1", "c=1");
    assertThat(present("b").created()).isEqualTo(new Revision(2));
    assertThat(present("a").version()).isEqualTo(2);
  }

  @Test
  default void readsBeforeTheCompactedRevisionFailNamingIt() {
    var before = commit(put("a", "1"));
    var compacted = commit(put("a", "2"));
    commit(put("a", "3"));
    store().compact(compacted);

    for (var read :
        List.<Runnable>of(
            () -> store().get(key("a"), before),
            () -> store().range(RangeRequest.latest(KeyRange.all()).at(before)).close(),
            () -> store().count(KeyRange.all(), Optional.of(before)),
            () -> store().pin(before).close())) {
      assertThatThrownBy(read::run)
          .isInstanceOfSatisfying(
              StoreException.Compacted.class,
              failure -> assertThat(failure.compacted()).isEqualTo(compacted));
    }
  }

  @Test
  default void readsFromTheCompactedRevisionOnSeeTheStateOfThen() {
    commit(put("a", "1"), put("b", "1"), put("c", "1"));
    var compacted = commit(put("a", "2"), delete("c"));
    var later = commit(put("a", "3"), delete("b"));
    commit(put("b", "4"));
    store().compact(compacted);

    assertThat(entries(RangeRequest.latest(KeyRange.all()).at(compacted)))
        .containsExactly("a=2", "b=1");
    assertThat(value("c", compacted)).isEmpty();
    assertThat(entries(RangeRequest.latest(KeyRange.all()).at(later))).containsExactly("a=3");
  }

  @Test
  default void watchesAtOrBeforeTheCompactedRevisionFailNamingIt() {
    commit(put("a", "1"));
    var compacted = commit(put("a", "2"));
    commit(put("a", "3"));
    store().compact(compacted);

    for (var from : List.of(Revision.FIRST, compacted)) {
      var failure = watch(WatchRequest.from(KeyRange.all(), from)).awaitError();
      assertThat(failure)
          .isInstanceOfSatisfying(
              StoreException.Compacted.class,
              cause -> assertThat(cause.compacted()).isEqualTo(compacted));
    }
  }

  @Test
  default void watchAfterTheCompactedRevisionIsToldOfEverything() {
    commit(put("a", "1"));
    var compacted = commit(put("a", "2"));
    var deleted = commit(delete("a"));
    var again = commit(put("a", "3"));
    store().compact(compacted);

    var watcher = watch(WatchRequest.from(KeyRange.all(), compacted.next()).withPrevious());
    assertThat(watcher.awaitEvents(2).told())
        .containsExactly("delete a@" + deleted, "put a=3@" + again);
    assertThat(watcher.events().getFirst().previous().map(StoreFixture::text)).contains("2");
  }

  @Test
  default void runningWatchSurvivesCompaction() {
    var watcher = watch(WatchRequest.fromNow(KeyRange.all()));
    commit(put("a", "1"));
    watcher.awaitEvents(1);
    store().compact(store().currentRevision());
    commit(put("a", "2"));

    assertThat(watcher.awaitEvents(2).events()).hasSize(2);
  }

  @Test
  default void compactingAgainOrLessDoesNothing() {
    commit(put("a", "1"));
    commit(put("a", "2"));
    var third = commit(put("a", "3"));
    store().compact(third);
    store().compact(third);
    store().compact(Revision.FIRST);

    assertThat(store().compactedRevision()).isEqualTo(third);
    assertThat(value("a")).contains("3");
  }

  @Test
  default void historyEndsAtTheCompactedRevision() {
    commit(put("a", "1"));
    var second = commit(put("a", "2"));
    commit(put("b", "other"));
    var compacted = commit(put("b", "other"));
    var third = commit(put("a", "3"));
    store().compact(compacted);

    assertThat(store().history(key("a"), 10))
        .extracting(KeyVersion::revision)
        .containsExactly(third, second);
  }

  @Test
  default void historyOfADeletedKeyIsForgotten() {
    commit(put("a", "1"));
    commit(delete("a"));
    store().compact(commit(put("b", "1")));

    assertThat(store().history(key("a"), 10)).isEmpty();
  }

  @Test
  default void pinHoldsCompactionBackUntilItIsClosed() {
    var pinned = commit(put("a", "1"));
    commit(put("a", "2"));
    var third = commit(put("a", "3"));

    try (var _ = store().pin(pinned)) {
      store().compact(third);
      assertThat(value("a", pinned)).contains("1");
      assertThat(store().compactedRevision()).isLessThanOrEqualTo(pinned);
    }
    store().compact(third);
    assertThat(store().compactedRevision()).isEqualTo(third);
  }

  @Test
  default void openCursorHoldsCompactionBack() {
    var first = commit(put("a", "1"));
    var second = commit(put("a", "2"));

    try (var cursor = store().range(RangeRequest.latest(KeyRange.all()).at(first))) {
      store().compact(second);
      assertThat(StoreFixture.text(cursor.next())).isEqualTo("1");
    }
    store().compact(second);
    assertThat(store().compactedRevision()).isEqualTo(second);
  }

  @Test
  default void recreatedKeyIsReadRightAcrossCompaction() {
    commit(put("a", "1"));
    var deleted = commit(delete("a"));
    var again = commit(put("a", "2"));
    store().compact(deleted);

    assertThat(value("a", deleted)).isEmpty();
    assertThat(value("a", again)).contains("2");
    store().compact(again);
    assertThat(value("a", again)).contains("2");
  }

  @Test
  default void commitsAndReadsGoOnWhileTheStoreIsCompacted() throws Exception {
    for (var i = 0; i < 200; i++) {
      commit(put("a", "" + i));
    }
    var target = store().currentRevision();
    var compaction = Thread.ofVirtual().start(() -> store().compact(target));
    for (var i = 0; i < 50; i++) {
      commit(put("b", "" + i));
      assertThat(value("b")).contains("" + i);
    }
    compaction.join();

    assertThat(store().compactedRevision()).isEqualTo(target);
    assertThat(value("a")).contains("199");
  }

  @Test
  default void automaticCompactionKeepsAsManyRevisionsAsAreWanted() {
    var retention = new Retention(Duration.ofSeconds(5), 10);
    try (var compaction = AutoCompaction.start(store(), retention, context())) {
      for (var i = 0; i < 50; i++) {
        commit(put("a", "" + i));
      }
      var wanted = new Revision(store().currentRevision().value() - 10);
      pass(Duration.ofSeconds(1));

      await().until(() -> !store().compactedRevision().isBefore(wanted));
      await().until(compaction::idle);
      assertThat(value("a")).contains("49");
    }
  }

  @Test
  default void automaticCompactionForgetsWhatIsOlderThanIsWanted() {
    var retention = new Retention(Duration.ofSeconds(1), 1_000_000);
    var old = commit(put("a", "1"));
    try (var compaction = AutoCompaction.start(store(), retention, context())) {
      var young = commit(put("a", "2"));
      passUntil(() -> !store().compactedRevision().isBefore(old));

      await().until(compaction::idle);
      assertThat(store().compactedRevision()).isLessThanOrEqualTo(young);
      assertThat(value("a")).contains("2");
    }
  }

  @Test
  default void automaticCompactionLeavesWhatIsPinned() {
    var retention = new Retention(Duration.ofSeconds(1), 1);
    var pinned = commit(put("a", "1"));
    try (var compaction = AutoCompaction.start(store(), retention, context())) {
      try (var _ = store().pin(pinned)) {
        var last = commit(put("a", "2"), put("b", "1"));
        commit(put("a", "3"));
        passUntil(() -> store().compactedRevision().equals(pinned));
        pass(Duration.ofSeconds(1));
        await().until(compaction::idle);

        assertThat(store().compactedRevision()).isEqualTo(pinned);
        assertThat(value("a", pinned)).contains("1");
        assertThat(value("a", last)).contains("2");
      }
      passUntil(() -> store().compactedRevision().isAfter(pinned));
    }
  }

  private void passUntil(BooleanSupplier reached) {
    await()
        .until(
            () -> {
              pass(Duration.ofMillis(200));
              return reached.getAsBoolean();
            });
  }
}
