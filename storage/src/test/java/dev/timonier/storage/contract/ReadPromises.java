package dev.timonier.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.KeyVersion;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreKey;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Reads: of one key or of a range, at the latest or at an earlier revision.
interface ReadPromises extends StoreFixture {
  @Test
  default void absentKeyIsEmpty() {
    commit(put("a", "1"));

    assertThat(store().get(key("b"))).isEmpty();
    assertThat(store().get(key("aa"))).isEmpty();
  }

  @Test
  default void readsOfEarlierRevisionsSeeTheStateOfThen() {
    var absent = store().currentRevision();
    var first = commit(put("a", "1"));
    var second = commit(put("a", "2"));
    var deleted = commit(delete("a"));
    var again = commit(put("a", "3"));

    assertThat(value("a", absent)).isEmpty();
    assertThat(value("a", first)).contains("1");
    assertThat(value("a", second)).contains("2");
    assertThat(value("a", deleted)).isEmpty();
    assertThat(value("a", again)).contains("3");
  }

  @Test
  default void earlierVersionsKeepTheirRevisionsAndVersion() {
    var first = commit(put("a", "1"));
    var second = commit(put("a", "2"));
    commit(put("a", "3"));

    var entry = store().get(key("a"), second).orElseThrow();
    assertThat(entry.created()).isEqualTo(first);
    assertThat(entry.modified()).isEqualTo(second);
    assertThat(entry.version()).isEqualTo(2);
  }

  @Test
  default void rangeIsOrderedByUnsignedBytes() {
    commit(put("b", "2"), put("a", "1"), put("aa", "1"), put("é", "4"), put("c", "3"));

    assertThat(entries(RangeRequest.latest(KeyRange.all())))
        .containsExactly("a=1", "aa=1", "b=2", "c=3", "é=4");
  }

  @Test
  default void rangeStartIsInclusiveAndEndExclusive() {
    commit(put("a", "1"), put("b", "2"), put("c", "3"), put("d", "4"));

    var fromBToD = new KeyRange(key("b"), Optional.of(key("d")));
    assertThat(entries(RangeRequest.latest(fromBToD))).containsExactly("b=2", "c=3");
    assertThat(entries(RangeRequest.latest(new KeyRange(key("c"), Optional.empty()))))
        .containsExactly("c=3", "d=4");
    assertThat(entries(RangeRequest.latest(new KeyRange(key("c"), Optional.of(key("b"))))))
        .isEmpty();
  }

  @Test
  default void prefixRangeHoldsNothingElse() {
    commit(put("/pods", "0"), put("/pods/", "1"), put("/pods/a", "2"), put("/pods0", "3"));

    assertThat(entries(RangeRequest.latest(below("/pods/"))))
        .containsExactly("/pods/=1", "/pods/a=2");
    assertThat(entries(RangeRequest.latest(KeyRange.single(key("/pods/")))))
        .containsExactly("/pods/=1");
  }

  @Test
  default void limitedRangeIsResumedAfterItsLastKey() {
    commit(put("a", "1"), put("b", "2"), put("c", "3"), put("d", "4"), put("e", "5"));
    var pages = new ArrayList<List<String>>();
    var keys = KeyRange.all();

    for (var last = Optional.<StoreKey>empty(); pages.size() < 3; ) {
      var page = entries(RangeRequest.latest(last.map(keys::after).orElse(keys)).limit(2));
      pages.add(page);
      last = Optional.of(key(page.getLast().substring(0, 1)));
    }

    assertThat(pages).containsExactly(List.of("a=1", "b=2"), List.of("c=3", "d=4"), List.of("e=5"));
  }

  @Test
  default void keysOnlyRangeHasEmptyValuesButRevisions() {
    var revision = commit(put("a", "1"));

    try (var cursor = store().range(RangeRequest.latest(KeyRange.all()).keysOnly())) {
      var entry = cursor.next();
      assertThat(entry.value()).isEmpty();
      assertThat(entry.modified()).isEqualTo(revision);
      assertThat(cursor.hasNext()).isFalse();
    }
  }

  @Test
  default void rangeAtAnEarlierRevisionSeesTheStateOfThen() {
    commit(put("a", "1"), put("b", "1"), put("c", "1"));
    var then = commit(put("b", "2"));
    commit(delete("a"), put("d", "1"));
    commit(put("b", "3"), delete("c"));
    commit(put("c", "again"));

    assertThat(entries(RangeRequest.latest(KeyRange.all()).at(then)))
        .containsExactly("a=1", "b=2", "c=1");
    assertThat(entries(RangeRequest.latest(below("c")).at(then))).containsExactly("c=1");
    assertThat(entries(RangeRequest.latest(KeyRange.all()).at(then).limit(2)))
        .containsExactly("a=1", "b=2");
  }

  @Test
  default void rangeIsOneSnapshotHoweverLongTheCallerTakes() {
    for (var i = 0; i < 300; i++) {
      commit(put("key-%03d".formatted(i), "old"));
    }
    try (var cursor = store().range(RangeRequest.latest(KeyRange.all()))) {
      var seen = new ArrayList<String>();
      seen.add(StoreFixture.text(cursor.next()));
      for (var i = 0; i < 300; i++) {
        commit(i % 2 == 0 ? put("key-%03d".formatted(i), "new") : delete("key-%03d".formatted(i)));
      }
      store().compact(store().currentRevision());
      cursor.forEachRemaining(entry -> seen.add(StoreFixture.text(entry)));
      assertThat(seen).hasSize(300).containsOnly("old");
    }
  }

  @Test
  default void rangeNamesTheRevisionThatItRead() {
    var first = commit(put("a", "1"));
    var second = commit(put("b", "2"));

    try (var latest = store().range(RangeRequest.latest(KeyRange.all()));
        var earlier = store().range(RangeRequest.latest(KeyRange.all()).at(first))) {
      assertThat(latest.revision()).isEqualTo(second);
      assertThat(earlier.revision()).isEqualTo(first);
    }
  }

  @Test
  default void exhaustedRangeHasNoNext() {
    try (var cursor = store().range(RangeRequest.latest(KeyRange.all()))) {
      assertThat(cursor.hasNext()).isFalse();
      assertThatThrownBy(cursor::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  default void countIsThatOfTheRangeAtThatRevision() {
    commit(put("/a/1", "x"), put("/a/2", "x"), put("/b/1", "x"));
    var then = store().currentRevision();
    commit(delete("/a/1"), put("/a/3", "x"), put("/a/4", "x"));

    assertThat(store().count(below("/a/"), Optional.empty())).isEqualTo(3);
    assertThat(store().count(below("/a/"), Optional.of(then))).isEqualTo(2);
    assertThat(store().count(KeyRange.all(), Optional.of(then))).isEqualTo(3);
  }

  @Test
  default void readsOfFutureRevisionsFailNamingTheCurrentOne() {
    var current = commit(put("a", "1"));
    var future = current.next();

    for (var read :
        List.<Runnable>of(
            () -> store().get(key("a"), future),
            () -> store().range(RangeRequest.latest(KeyRange.all()).at(future)).close(),
            () -> store().count(KeyRange.all(), Optional.of(future)),
            () -> store().pin(future).close(),
            () -> store().compact(future))) {
      assertThatThrownBy(read::run)
          .isInstanceOfSatisfying(
              StoreException.FutureRevision.class,
              failure -> assertThat(failure.current()).isEqualTo(current));
    }
  }

  @Test
  default void historyListsAllVersionsOfAKeyNewestFirst() {
    var first = commit(put("a", "1"));
    commit(put("ab", "other"));
    var second = commit(put("a", "2"));
    var deleted = commit(delete("a"));
    var again = commit(put("a", "3"));

    var history = store().history(key("a"), 10);
    assertThat(history)
        .extracting(KeyVersion::revision)
        .containsExactly(again, deleted, second, first);
    assertThat(history)
        .extracting(version -> version.value().map(StoreFixture::text))
        .containsExactly(Optional.of("3"), Optional.empty(), Optional.of("2"), Optional.of("1"));
    assertThat(store().history(key("a"), 2))
        .extracting(KeyVersion::revision)
        .containsExactly(again, deleted);
    assertThat(store().history(key("absent"), 10)).isEmpty();
  }

  @Test
  default void historyOfADeletedKeyEndsWithItsDeletion() {
    commit(put("a", "1"));
    var deleted = commit(delete("a"));

    assertThat(store().history(key("a"), 10).getFirst())
        .isEqualTo(
            new KeyVersion(
                deleted, Optional.empty(), store().history(key("a"), 1).getFirst().committed()));
  }

  @Test
  default void everyReadAfterACommitSeesIt() {
    for (var i = 0; i < 50; i++) {
      var revision = commit(put("a", "value-" + i));
      assertThat(value("a")).contains("value-" + i);
      assertThat(store().currentRevision()).isEqualTo(revision);
      assertThat(entries(RangeRequest.latest(below("a")))).containsExactly("a=value-" + i);
    }
  }

  @Test
  default void readersNeverSeeTimeGoBackOrHalfOfATransaction() throws Exception {
    commit(put("a", "start"), put("b", "start"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writer =
          threads.submit(
              () ->
                  IntStream.range(0, 200).forEach(i -> commit(put("a", "" + i), put("b", "" + i))));
      while (!writer.isDone()) {
        var earlier = present("a").modified();
        try (var cursor = store().range(RangeRequest.latest(KeyRange.all()))) {
          var one = cursor.next();
          var other = cursor.next();
          assertThat(other.modified()).isEqualTo(one.modified());
          assertThat(one.modified()).isBetween(earlier, cursor.revision());
        }
      }
      writer.get();
    }
  }
}
