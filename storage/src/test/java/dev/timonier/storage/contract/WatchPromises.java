package dev.timonier.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.WatchEvent;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.Watcher;
import dev.timonier.storage.watch.WatchOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Watches: every event once, in order, whole transactions, from any revision that is left.
interface WatchPromises extends StoreFixture {
  @Test
  default void watchFromNowIsToldOfWhatFollows() {
    commit(put("a", "before"));
    var watcher = watch(WatchRequest.fromNow(KeyRange.all()));
    var put = commit(put("a", "1"));
    var deleted = commit(delete("a"));

    assertThat(watcher.awaitEvents(2).told())
        .containsExactly("put a=1@" + put, "delete a@" + deleted);
  }

  @Test
  default void watchFromARevisionBeginsWithThatRevision() {
    commit(put("a", "1"));
    var second = commit(put("a", "2"));
    var third = commit(put("b", "3"));
    var watcher = watch(WatchRequest.from(KeyRange.all(), second));
    var fourth = commit(put("c", "4"));

    assertThat(watcher.awaitEvents(3).told())
        .containsExactly("put a=2@" + second, "put b=3@" + third, "put c=4@" + fourth);
  }

  @Test
  default void watchFromTheBeginningIsToldOfEverything() {
    for (var i = 0; i < 100; i++) {
      commit(i % 3 == 2 ? delete("key-" + (i - 1)) : put("key-" + i, "x"));
    }
    var watcher = watch(WatchRequest.from(KeyRange.all(), Revision.FIRST));

    var revisions = watcher.awaitEvents(100).events().stream().map(WatchEvent::revision).toList();
    assertThat(revisions).isEqualTo(revisions(2, 101));
  }

  @Test
  default void watchFromTheFutureWaitsForThatRevision() {
    var next = store().currentRevision().next();
    var watcher = watch(WatchRequest.from(KeyRange.all(), next.next()));
    commit(put("a", "too early"));
    commit(put("a", "2"));
    commit(put("a", "3"));

    assertThat(watcher.awaitEvents(2).events())
        .extracting(WatchEvent::revision)
        .containsExactly(next.next(), next.next().next());
  }

  @Test
  default void watchIsToldOfItsKeysOnly() {
    var ofPrefix = watch(WatchRequest.fromNow(below("/a/")));
    var ofKey = watch(WatchRequest.fromNow(KeyRange.single(key("/a/1"))));
    var ofAll = watch(WatchRequest.fromNow(KeyRange.all()));
    commit(put("/a", "x"), put("/a/1", "x"), put("/a/12", "x"), put("/b/1", "x"));
    var last = commit(put("/c", "x"));

    assertThat(ofAll.awaitEvents(5).events()).hasSize(5);
    assertThat(ofPrefix.awaitProgress(last).events())
        .extracting(event -> event.key().toString())
        .containsExactly("/a/1", "/a/12");
    assertThat(ofKey.awaitProgress(last).events())
        .extracting(event -> event.key().toString())
        .containsExactly("/a/1");
  }

  @Test
  default void eventsOfATransactionAreNeverSplit() {
    var past = commit(put("a", "1"), put("b", "1"), put("c", "1"));
    var watcher = watch(WatchRequest.from(KeyRange.all(), past));
    for (var i = 0; i < 50; i++) {
      commit(put("a", "" + i), delete("b"), put("c", "" + i));
      commit(put("b", "" + i));
    }

    watcher.awaitEvents(3 + 50 * 4);
    var complete = new ArrayList<Revision>();
    for (var call : watcher.calls()) {
      var revisions = call.stream().map(WatchEvent::revision).distinct().toList();
      assertThat(complete).doesNotContainAnyElementsOf(revisions);
      complete.addAll(revisions);
    }
    assertThat(complete).isEqualTo(revisions(past.value(), past.value() + 100));
  }

  @Test
  default void previousVersionIsToldOnDemand() {
    var first = commit(put("a", "1"));
    var with = watch(WatchRequest.fromNow(KeyRange.all()).withPrevious());
    var without = watch(WatchRequest.fromNow(KeyRange.all()));
    commit(put("a", "2"), put("b", "new"));
    commit(delete("a"));

    var events = with.awaitEvents(3).events();
    assertThat(events)
        .extracting(event -> event.previous().map(StoreFixture::text))
        .containsExactly(Optional.of("1"), Optional.empty(), Optional.of("2"));
    assertThat(events.getFirst().previous().orElseThrow().modified()).isEqualTo(first);
    assertThat(without.awaitEvents(3).events())
        .extracting(WatchEvent::previous)
        .containsOnly(Optional.empty());
  }

  @Test
  default void previousVersionIsToldOfThePastToo() {
    commit(put("a", "1"));
    var second = commit(put("a", "2"));
    commit(delete("a"));
    commit(put("a", "3"));
    var watcher = watch(WatchRequest.from(KeyRange.all(), second).withPrevious());

    assertThat(watcher.awaitEvents(3).events())
        .extracting(event -> event.previous().map(StoreFixture::text))
        .containsExactly(Optional.of("1"), Optional.of("2"), Optional.empty());
  }

  @Test
  default void eventCarriesTheWholeVersion() {
    var watcher = watch(WatchRequest.fromNow(KeyRange.all()));
    commit(put("a", "1"));
    commit(put("a", "2"));
    watcher.awaitEvents(2);

    var entry = ((WatchEvent.Put) watcher.events().get(1)).current();
    var stored = present("a");
    assertThat(entry).usingRecursiveComparison().isEqualTo(stored);
  }

  @Test
  default void watchOfAnEmptyStoreFromItsFirstRevisionTellsProgress() {
    var watcher = watch(WatchRequest.from(KeyRange.all(), Revision.FIRST));

    watcher.awaitProgress(Revision.FIRST);

    assertThat(watcher.events()).isEmpty();
  }

  @Test
  default void progressCarriesTheCurrentRevisionAfterAllEventsUpToIt() {
    var watcher = watch(WatchRequest.fromNow(below("/mine/")));
    commit(put("/mine/a", "1"));
    var last = commit(put("/other/a", "1"));
    watcher.awaitProgress(last);

    assertThat(watcher.events()).hasSize(1);
    assertThat(watcher.progress().getLast()).isGreaterThanOrEqualTo(last);
  }

  @Test
  default void resumedWatchLosesAndRepeatsNothing() {
    var start = store().currentRevision().next();
    var seen = new ArrayList<Revision>();
    var next = start;
    for (var round = 0; round < 10; round++) {
      var watcher = watch(WatchRequest.from(KeyRange.all(), next));
      for (var i = 0; i < 10; i++) {
        commit(put("key-" + i, "round-" + round));
      }
      watcher.awaitEvents(1);
      watcher.watch().close();
      watcher.events().forEach(event -> seen.add(event.revision()));
      next = seen.getLast().next();
    }
    var rest = watch(WatchRequest.from(KeyRange.all(), next));
    rest.awaitProgress(store().currentRevision());
    rest.events().forEach(event -> seen.add(event.revision()));

    assertThat(seen).isEqualTo(revisions(start.value(), start.value() + 99));
  }

  @Test
  default void closedWatchIsToldNothingMore() {
    var closed = watch(WatchRequest.fromNow(KeyRange.all()));
    var other = watch(WatchRequest.fromNow(KeyRange.all()));
    commit(put("a", "1"));
    closed.awaitEvents(1);
    closed.watch().close();
    closed.watch().close();
    commit(put("a", "2"));

    assertThat(other.awaitEvents(2).events()).hasSize(2);
    assertThat(closed.events()).hasSize(1);
  }

  @Test
  default void slowWatcherHarmsNobodyAndGetsEverything() throws Exception {
    var gate = new CountDownLatch(1);
    var slow = new RecordingWatcher();
    var blocked = new CountDownLatch(1);
    try (var _ =
        store().watch(WatchRequest.fromNow(KeyRange.all()), new Gated(gate, blocked, slow))) {
      var quick = watch(WatchRequest.fromNow(KeyRange.all()));
      commit(put("a", "first"));
      blocked.await();
      for (var i = 0; i < 200; i++) {
        commit(put("a", "" + i));
      }
      quick.awaitEvents(201);
      assertThat(slow.events()).isEmpty();

      gate.countDown();
      assertThat(slow.awaitEvents(201).told()).isEqualTo(quick.told());
    }
  }

  /// More than what is kept for a slow watcher is read again for it.
  @Test
  default void memoryOfASlowWatcherIsBoundedAndItGetsEverything() throws Exception {
    var gate = new CountDownLatch(1);
    var slow = new RecordingWatcher();
    var blocked = new CountDownLatch(1);
    var value = "x".repeat(100_000);
    try (var _ =
        store().watch(WatchRequest.fromNow(KeyRange.all()), new Gated(gate, blocked, slow))) {
      var first = commit(put("a", "first"));
      blocked.await();
      for (var i = 0; i < 120; i++) {
        commit(put("key-" + i % 7, value + i));
      }
      assertThat(gauge("timonier_store_watch_memory_bytes"))
          .isBetween(1.0, (double) WatchOptions.DEFAULT.memory());
      gate.countDown();

      var told = slow.awaitEvents(121).events().stream().map(WatchEvent::revision).toList();
      assertThat(told).isEqualTo(revisions(first.value(), first.value() + 120));
    }
  }

  @Test
  default void failingWatcherHarmsNobody() {
    var failing =
        new Watcher() {
          @Override
          public void onEvents(List<WatchEvent> events) {
            throw new IllegalStateException("a watcher that fails on purpose");
          }

          @Override
          public void onProgress(Revision revision) {}

          @Override
          public void onError(StoreException cause) {}
        };
    try (var _ = store().watch(WatchRequest.fromNow(KeyRange.all()), failing)) {
      var healthy = watch(WatchRequest.fromNow(KeyRange.all()));
      commit(put("a", "1"));
      commit(put("a", "2"));
      assertThat(healthy.awaitEvents(2).events()).hasSize(2);
    }
  }

  @Test
  default void watcherMayUseTheStoreFromItsCalls() {
    var copies = new RecordingWatcher();
    copies.started(store().watch(WatchRequest.fromNow(below("/copy/")), copies));
    var copier =
        new Watcher() {
          @Override
          public void onEvents(List<WatchEvent> events) {
            events.forEach(event -> commit(put("/copy" + event.key(), "of " + event.revision())));
          }

          @Override
          public void onProgress(Revision revision) {}

          @Override
          public void onError(StoreException cause) {}
        };
    try (var _ = store().watch(WatchRequest.fromNow(below("/original/")), copier)) {
      IntStream.range(0, 10).forEach(i -> commit(put("/original/" + i, "x")));
      assertThat(copies.awaitEvents(10).events()).hasSize(10);
    }
  }

  @Test
  default void manyWatchersAllGetEverything() {
    var watchers =
        IntStream.range(0, 100)
            .mapToObj(i -> watch(WatchRequest.fromNow(below(i % 2 == 0 ? "/a/" : "/"))))
            .toList();
    for (var i = 0; i < 20; i++) {
      commit(put("/a/" + i, "x"), put("/b/" + i, "x"));
    }
    for (var i = 0; i < 100; i++) {
      watchers.get(i).awaitEvents(i % 2 == 0 ? 20 : 40);
    }
    var last = store().currentRevision();
    for (var i = 0; i < 100; i++) {
      assertThat(watchers.get(i).awaitProgress(last).events()).hasSize(i % 2 == 0 ? 20 : 40);
    }
  }

  @Test
  default void watchOfAKeyThatWasRefusedIsToldNothing() {
    commit(put("a", "1"));
    var watcher = watch(WatchRequest.fromNow(KeyRange.all()));
    refused(commit(new dev.timonier.storage.Guard.Absent(key("a")), put("a", "2")));
    commit(new Mutation.Delete(key("absent")));
    var last = commit(put("b", "1"));

    assertThat(watcher.awaitProgress(last).told()).containsExactly("put b=1@" + last);
  }

  @Test
  default void eventIsNotToldBeforeReadersSeeIt() {
    var stale = new java.util.concurrent.atomic.AtomicInteger();
    var checked = new java.util.concurrent.atomic.AtomicInteger();
    var reader =
        new Watcher() {
          @Override
          public void onEvents(List<WatchEvent> events) {
            var newest = events.getLast();
            var seen = store().get(newest.key()).map(found -> found.modified());
            stale.addAndGet(seen.filter(at -> !at.isBefore(newest.revision())).isPresent() ? 0 : 1);
            checked.addAndGet(events.size());
          }

          @Override
          public void onProgress(Revision revision) {}

          @Override
          public void onError(StoreException cause) {}
        };
    try (var _ = store().watch(WatchRequest.fromNow(KeyRange.all()), reader)) {
      IntStream.range(0, 100).forEach(i -> commit(put("a", "" + i)));
      await().untilAtomic(checked, org.hamcrest.Matchers.equalTo(100));
    }
    assertThat(stale).hasValue(0);
  }

  private static List<Revision> revisions(long first, long last) {
    return java.util.stream.LongStream.rangeClosed(first, last).mapToObj(Revision::new).toList();
  }

  /// Passes calls on once the gate is open.
  record Gated(CountDownLatch gate, CountDownLatch blocked, Watcher watcher) implements Watcher {
    @Override
    public void onEvents(List<WatchEvent> events) {
      blocked.countDown();
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      watcher.onEvents(events);
    }

    @Override
    public void onProgress(Revision revision) {
      watcher.onProgress(revision);
    }

    @Override
    public void onError(StoreException cause) {
      watcher.onError(cause);
    }
  }
}
