package dev.timonier.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.KeyVersion;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.contract.ManualTime;
import dev.timonier.storage.contract.RevisionedStoreContract;
import dev.timonier.storage.contract.TimePromises;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksDbStoreTest extends RevisionedStoreContract implements TimePromises {
  @TempDir(factory = MemoryDisk.class)
  Path directory;

  private final ManualTime time = new ManualTime();

  @Override
  protected RevisionedStore open() {
    return RocksDbStore.open(directory.resolve("store"), Libraries.options(), time.context());
  }

  @Override
  public StoreContext context() {
    return time.context();
  }

  @Override
  public void pass(Duration duration) {
    time.advance(duration);
  }

  @Override
  public Instant now() {
    return time.instant();
  }

  /// What a killed process leaves is what it has written so far.
  @Override
  public void restart() throws IOException {
    var left = directory.resolve("left");
    while (!copiedAtOnce(directory.resolve("store"), left)) {
      StoreFiles.deleteAll(left);
    }
    store().close();
    use(RocksDbStore.open(left, Libraries.options(), time.context()));
  }

  /// Whether no file was changed in the background while all were copied.
  private static boolean copiedAtOnce(Path from, Path to) throws IOException {
    try {
      var before = lengths(from);
      for (var file : before.keySet()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
      return lengths(from).equals(before);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /// The lengths of all files, those behind the directories that they are in.
  private static SortedMap<Path, Long> lengths(Path directory) throws IOException {
    var lengths = new TreeMap<Path, Long>();
    try (var files = Files.walk(directory)) {
      for (var file : files.toList()) {
        lengths.put(file, Files.size(file));
      }
    }
    return lengths;
  }

  private void reopen() {
    store().close();
    use(open());
  }

  @Test
  void reopenedStoreHasEverything() {
    var first = commit(put("a", "1"), put("b", "1"));
    var second = commit(put("a", "2"), delete("b"));
    reopen();

    assertThat(store().currentRevision()).isEqualTo(second);
    assertThat(entries(RangeRequest.latest(KeyRange.all()))).containsExactly("a=2");
    assertThat(entries(RangeRequest.latest(KeyRange.all()).at(first)))
        .containsExactly("a=1", "b=1");
    assertThat(commit(put("c", "1"))).isEqualTo(second.next());
  }

  @Test
  void reopenedStoreServesWatchesOfItsPast() {
    var first = commit(put("a", "1"), put("b", "1"));
    var second = commit(put("a", "2"), delete("b"));
    reopen();
    var watcher = watch(WatchRequest.from(KeyRange.all(), first).withPrevious());

    assertThat(watcher.awaitEvents(4).told())
        .containsExactly(
            "put a=1@" + first, "put b=1@" + first, "put a=2@" + second, "delete b@" + second);
    assertThat(watcher.events())
        .extracting(event -> event.previous().map(entry -> entry.modified()))
        .containsExactly(
            Optional.empty(), Optional.empty(), Optional.of(first), Optional.of(first));
  }

  @Test
  void reopenedStoreStaysCompacted() {
    commit(put("a", "1"));
    var last = commit(put("a", "2"));
    store().compact(last);
    reopen();

    assertThat(store().compactedRevision()).isEqualTo(last);
    assertThat(store().currentRevision()).isEqualTo(last);
    assertThat(value("a")).contains("2");
  }

  @Test
  void remainingTimeOfALeaseSurvivesARestartToTheSecond() {
    var lease = store().grantLease(Duration.ofSeconds(60));
    commit(new Mutation.Put(key("a"), new byte[1], Optional.of(lease)));
    pass(Duration.ofSeconds(20));
    store().renewLease(lease);
    pass(Duration.ofSeconds(25));
    reopen();

    assertThat(store().remaining(lease)).contains(Duration.ofSeconds(35));
    pass(Duration.ofSeconds(35));
    assertThat(store().grantLease(Duration.ofSeconds(60))).isNotEqualTo(lease);
    assertThat(value("a")).isEmpty();
  }

  @Test
  void leaseThatExpiredWhileTheStoreWasClosedTakesItsKeys() {
    var lease = store().grantLease(Duration.ofSeconds(60));
    commit(new Mutation.Put(key("a"), new byte[1], Optional.of(lease)));
    store().close();
    pass(Duration.ofSeconds(61));
    use(open());
    pass(Duration.ZERO);
    store().grantLease(Duration.ofSeconds(60));

    assertThat(value("a")).isEmpty();
  }

  @Test
  void watcherThatFellBehindTheRingIsServedFromTheLog() {
    var start = store().currentRevision().next();
    var value = "x".repeat(100_000);
    for (var i = 0; i < 200; i++) {
      commit(put("key-" + i % 7, value + i));
    }
    var watcher = watch(WatchRequest.from(KeyRange.all(), start));

    var told = watcher.awaitEvents(200).events();
    for (var i = 0; i < 200; i++) {
      assertThat(told.get(i).revision()).isEqualTo(new Revision(start.value() + i));
    }
    assertThat(watcher.told().getLast()).endsWith("199@" + store().currentRevision());
  }

  @Test
  void watcherThatCatchesUpIsGivenLittleAtATime() {
    var start = store().currentRevision().next();
    var value = "x".repeat(500_000);
    for (var i = 0; i < 40; i++) {
      commit(put("key-" + i, value));
    }
    var watcher = watch(WatchRequest.from(KeyRange.all(), start));

    assertThat(watcher.awaitEvents(40).calls()).allMatch(call -> call.size() <= 3);
  }

  /// What was written last is given back when it is sorted into files, that is by a later one. Else
  /// each sync would have to write the log's new length as well.
  @Test
  void smallCommitsDoNotLengthenTheLog() throws IOException {
    commit(put("a", "1"));
    var length = lengthOfLogs();
    for (var number = 0; number < 200; number++) {
      commit(put("a", "" + number));
    }

    assertThat(lengthOfLogs()).isEqualTo(length);
    reopen();
    assertThat(value("a")).contains("199");
    assertThat(lengthOfLogs()).isLessThan(length);
  }

  private long lengthOfLogs() throws IOException {
    try (var files = Files.list(directory.resolve("store").resolve("db"))) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  /// What is written beyond the room that was made for small commits is not lost among it.
  @Test
  void smallAndLargeCommitsSurviveTogether() throws Exception {
    for (var number = 0; number < 60; number++) {
      commit(put("small", "" + number));
      commit(put("large", ("" + number).repeat(30_000)));
    }
    restart();

    assertThat(value("small")).contains("59");
    assertThat(value("large")).contains("59".repeat(30_000));
    assertThat(store().history(key("small"), 100)).hasSize(60);
  }

  @Test
  void compactionsGiveSpaceBack() {
    var random = new SplittableRandom(1);
    for (var i = 0; i < 1500; i++) {
      var value = new byte[100_000];
      random.nextBytes(value);
      commit(new Mutation.Put(key("key-" + i % 7), value));
    }
    var before = bytes();

    assertThat(before).isGreaterThan(100 << 20);
    await()
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> {
              store().compact(commit(put("a", "1")));
              return bytes() < before / 2;
            });
    assertThat(value("key-6")).isPresent();
  }

  private long bytes() {
    return (long) gauge("etcd_mvcc_db_total_size_in_bytes");
  }

  @Test
  void leaseThatIsTooShortIsRefusedAndHarmsNobody() {
    assertThatThrownBy(() -> store().grantLease(Duration.ofMillis(10)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(commit(put("a", "1"))).isEqualTo(store().currentRevision());
  }

  @Test
  void historyIsWholeWhileTheStoreIsCompacted() throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var writing =
          executor.submit(
              () -> {
                for (var i = 0; i < 2_000; i++) {
                  var revision = commit(put("a", "" + i));
                  if (i % 20 == 0) {
                    store().compact(revision);
                  }
                }
              });
      while (!writing.isDone()) {
        var revisions = store().history(key("a"), 100).stream().map(KeyVersion::revision).toList();
        assertThat(revisions).isSortedAccordingTo(Comparator.reverseOrder());
      }
      writing.get();
    }
  }

  @Test
  void readingOfAnOldRevisionWorksInManyVersions() {
    for (var i = 0; i < 500; i++) {
      commit(put("a", "" + i), put("b-" + i % 50, "" + i));
    }
    for (var i = 0; i < 500; i += 37) {
      var revision = new Revision(i + 2L);
      assertThat(value("a", revision)).contains("" + i);
      assertThat(store().count(KeyRange.all(), Optional.of(revision)))
          .isEqualTo(Math.min(i + 1, 50) + 1);
    }
  }
}
