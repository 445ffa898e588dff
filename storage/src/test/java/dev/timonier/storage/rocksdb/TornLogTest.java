package dev.timonier.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.storage.Durability;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.contract.StoreFixture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The end of the log as a crash or a bad disk may leave it: a store that opens has everything that
/// was acknowledged, and nothing but what was committed in that order.
///
/// `-Dtimonier.torn.step=1` tries every byte instead of some.
class TornLogTest {
  private static final int COMMITS = 8;
  private static final int STEP = Integer.getInteger("timonier.torn.step", 41);
  private static final Revision ACKNOWLEDGED = new Revision(7);
  private static final Revision LAST = new Revision(COMMITS + 1L);

  @TempDir(factory = MemoryDisk.class)
  Path directory;

  /// How long the log was after each commit.
  private final List<Long> lengths = new ArrayList<>();

  @BeforeEach
  void commit() throws IOException {
    try (var store = StoreSample.open(original())) {
      for (var i = 2; i <= COMMITS + 1; i++) {
        StoreSample.put(store, "key-" + i, "" + i, "last", "" + i);
        lengths.add(Files.size(log(original())));
      }
    }
  }

  private Path original() {
    return directory.resolve("store");
  }

  private static Path log(Path store) throws IOException {
    try (var files = Files.list(store.resolve("db"))) {
      return files.filter(file -> file.toString().endsWith(".log")).sorted().toList().getLast();
    }
  }

  /// A copy of which commits up to [#ACKNOWLEDGED] were acknowledged.
  private Path copy() throws IOException {
    var copy = directory.resolve("copy");
    StoreFiles.deleteAll(copy);
    StoreFiles.copyDatabase(original().resolve("db"), copy.resolve("db"), Durability.RELAXED);
    StoreDirectory.mark(copy, ACKNOWLEDGED);
    return copy;
  }

  @Test
  void wholeLogGivesEverything() throws IOException {
    assertThat(opened(copy())).contains(LAST);
  }

  @Test
  void cutLeavesAllThatWasAcknowledgedOrIsRefused() throws IOException {
    var needed = lengths.get((int) ACKNOWLEDGED.value() - 2);
    for (var length = lengths.get(4); length < lengths.getLast(); length += STEP) {
      var copy = copy();
      truncate(log(copy), length);
      var revision = opened(copy);
      assertThat(revision.isPresent()).as("cut to %d", length).isEqualTo(length >= needed);
      revision.ifPresent(reached -> assertThat(reached).isBetween(ACKNOWLEDGED, LAST));
    }
  }

  @Test
  void cutBetweenCommitsLeavesWhatWasBefore() throws IOException {
    for (var number = ACKNOWLEDGED.value(); number <= LAST.value(); number++) {
      var copy = copy();
      truncate(log(copy), lengths.get((int) number - 2));
      assertThat(opened(copy)).contains(new Revision(number));
    }
  }

  @Test
  void flippedByteLeavesAllThatWasAcknowledgedOrIsRefused() throws IOException {
    var refused = 0;
    for (var offset = lengths.get(4); offset < lengths.getLast(); offset += STEP) {
      var copy = copy();
      flip(log(copy), offset);
      var revision = opened(copy);
      refused += revision.isPresent() ? 0 : 1;
      revision.ifPresent(reached -> assertThat(reached).isBetween(ACKNOWLEDGED, LAST));
    }
    assertThat(refused).isPositive();
  }

  private static void truncate(Path log, long length) throws IOException {
    try (var file = FileChannel.open(log, StandardOpenOption.WRITE)) {
      file.truncate(length);
    }
  }

  private static void flip(Path log, long offset) throws IOException {
    try (var file = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      var one = ByteBuffer.allocate(1);
      file.read(one, offset);
      one.put(0, (byte) (one.get(0) ^ 4)).rewind();
      file.write(one, offset);
    }
  }

  /// The revision of the store if it opens, which then is what it was at that revision.
  private static Optional<Revision> opened(Path copy) {
    try (var store = StoreSample.open(copy)) {
      var revision = store.currentRevision();
      assertThat(store.count(KeyRange.prefix(StoreKey.of("key-")), Optional.empty()))
          .isEqualTo(revision.value() - 1);
      assertThat(last(store)).isEqualTo("" + revision);
      return Optional.of(revision);
    } catch (StoreException.Corrupt e) {
      assertThat(e).hasMessageContaining(copy.toString());
      return Optional.empty();
    }
  }

  private static String last(RevisionedStore store) {
    var entry = store.get(StoreKey.of("last")).orElseThrow();
    return StoreFixture.text(entry);
  }
}
