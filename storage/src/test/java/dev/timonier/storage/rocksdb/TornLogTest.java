package dev.timonier.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.storage.Durability;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The end of the log as a crash or a bad disk may leave it: a store that opens has everything that
/// was acknowledged, and nothing but what was committed in that order. Every byte of the last two
/// commits is tried: of the last one that was acknowledged, and of one that was not.
class TornLogTest {
  private static final Revision ACKNOWLEDGED = new Revision(4);

  /// Where the kind of a record is, which must not be that of a recycled log ([LogFiles]).
  private static final int KIND = 6;

  private static final int LENGTH = 4;
  private static final int HEADER = 7;

  /// Two blocks of the log and a bit.
  private static final int ZEROS = 70_000;

  private static final Revision LAST = ACKNOWLEDGED.next();

  @TempDir(factory = MemoryDisk.class)
  Path directory;

  /// How long the log was at each revision.
  private final Map<Revision, Long> lengths = new HashMap<>();

  @BeforeEach
  void commit() throws IOException {
    try (var store = StoreSample.open(original())) {
      while (store.currentRevision().isBefore(LAST)) {
        var revision = StoreSample.put(store, "" + store.currentRevision().next(), "");
        lengths.put(revision, endOfRecords(log(original())));
      }
    }
  }

  /// After the last record the log may hold zeros ([LogSpace]).
  private static long endOfRecords(Path log) throws IOException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(log)).order(ByteOrder.LITTLE_ENDIAN);
    var end = 0;
    while (end + HEADER <= bytes.limit() && bytes.get(end + KIND) != 0) {
      end += HEADER + (bytes.getShort(end + LENGTH) & 0xffff);
    }
    return end;
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
    for (var length = firstByte(); length < length(LAST); length++) {
      var copy = copy();
      truncate(log(copy), length);
      var expected = length < length(ACKNOWLEDGED) ? Optional.empty() : Optional.of(ACKNOWLEDGED);
      assertThat(opened(copy)).as("cut to %d", length).isEqualTo(expected);
    }
  }

  @Test
  void zerosAfterTheLogAreItsEnd() throws IOException {
    var copy = copy();
    extend(log(copy), length(LAST), ZEROS);

    assertThat(opened(copy)).contains(LAST);
  }

  /// As if of the records only the beginning had reached the room that was made for them.
  @Test
  void zerosInsteadOfTheEndLeaveAllThatWasAcknowledgedOrAreRefused() throws IOException {
    for (var length = firstByte(); length < length(LAST); length++) {
      var copy = copy();
      var whole = lastWholeAfterZeros(log(copy), length);
      extend(log(copy), length, ZEROS);
      var expected = whole.isBefore(ACKNOWLEDGED) ? Optional.empty() : Optional.of(whole);
      assertThat(opened(copy)).as("zeros from %d", length).isEqualTo(expected);
    }
  }

  /// A record that ends with zeros anyway misses nothing.
  private Revision lastWholeAfterZeros(Path log, long offset) throws IOException {
    var bytes = Files.readAllBytes(log);
    return lengths.entrySet().stream()
        .filter(record -> isZero(bytes, offset, record.getValue()))
        .map(Map.Entry::getKey)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static boolean isZero(byte[] bytes, long from, long to) {
    return LongStream.range(from, to).allMatch(at -> bytes[(int) at] == 0);
  }

  @Test
  void damagedZerosLeaveEverything() throws IOException {
    for (var offset = length(LAST); offset < length(LAST) + 2 * HEADER; offset++) {
      var copy = copy();
      extend(log(copy), length(LAST), ZEROS);
      flip(log(copy), offset);
      assertThat(opened(copy)).as("byte %d flipped", offset).contains(LAST);
    }
  }

  @Test
  void flippedByteLeavesAllThatWasAcknowledgedOrIsRefused() throws IOException {
    for (var offset = firstByte(); offset < length(LAST); offset++) {
      var copy = copy();
      flip(log(copy), offset);
      var isRefused = offset < length(ACKNOWLEDGED) || offset == length(ACKNOWLEDGED) + KIND;
      assertThat(opened(copy))
          .as("byte %d flipped", offset)
          .isEqualTo(isRefused ? Optional.empty() : Optional.of(ACKNOWLEDGED));
    }
  }

  private long length(Revision revision) {
    return lengths.getOrDefault(revision, 0L);
  }

  /// Where the last commit that was acknowledged begins.
  private long firstByte() {
    return length(new Revision(ACKNOWLEDGED.value() - 1));
  }

  private static void truncate(Path log, long length) throws IOException {
    try (var file = FileChannel.open(log, StandardOpenOption.WRITE)) {
      file.truncate(length);
    }
  }

  private static void extend(Path log, long length, int zeros) throws IOException {
    truncate(log, length);
    Files.write(log, new byte[zeros], StandardOpenOption.APPEND);
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
      var keys = LongStream.rangeClosed(2, revision.value()).mapToObj(Long::toString).toList();
      assertThat(keys(store)).isEqualTo(keys);
      return Optional.of(revision);
    } catch (StoreException.Corrupt e) {
      assertThat(e).hasMessageContaining(copy.toString());
      return Optional.empty();
    }
  }

  private static List<String> keys(RevisionedStore store) {
    var keys = new ArrayList<String>();
    try (var cursor = store.range(RangeRequest.latest(KeyRange.all()))) {
      cursor.forEachRemaining(entry -> keys.add(entry.key().toString()));
    }
    return keys;
  }
}
