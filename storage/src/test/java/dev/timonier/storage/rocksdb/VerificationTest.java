package dev.timonier.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.rocksdb.Database.Sync;
import dev.timonier.storage.rocksdb.Verification.Damage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rocksdb.ReadOptions;

class VerificationTest {
  @TempDir(factory = MemoryDisk.class)
  Path directory;

  /// Something that is done to the database of [StoreSample#fill], and what is found then.
  private record Case(String name, Consumer<Surgery> damage, String finding) {
    @Override
    public String toString() {
      return name;
    }
  }

  /// Changes records behind the store's back.
  private record Surgery(Database database, Writes writes) {
    byte[] record(Family family, byte[] key) {
      try (var reading = new ReadOptions()) {
        return database.get(family, reading, key).orElseThrow();
      }
    }

    void flip(Family family, byte[] key, int offset) {
      var record = record(family, key);
      record[offset < 0 ? record.length + offset : offset] ^= 1;
      writes.put(family, key, record);
    }

    void move(Family family, byte[] from, byte[] to) {
      writes.put(family, to, record(family, from));
      writes.delete(family, from);
    }
  }

  private static byte[] key(String text) {
    return StoreKey.of(text).bytes();
  }

  private static byte[] log(int revision, int ordinal) {
    return Layout.log(new Revision(revision), ordinal);
  }

  private static byte[] index(String key, int revision) {
    return Layout.index(StoreKey.of(key), new Revision(revision));
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "value",
            store -> store.flip(Family.LATEST, key("a"), -1),
            "latest a: checksum mismatch"),
        new Case(
            "length",
            store -> store.writes().put(Family.LATEST, key("a"), new byte[3]),
            "latest a: the record of a has 3 bytes only"),
        new Case(
            "key of a value",
            store -> store.move(Family.LATEST, key("a"), key("z")),
            "latest z: checksum mismatch"),
        new Case(
            "lost value",
            store -> store.writes().delete(Family.LATEST, key("a")),
            "log 5.0: what was put to a is not there"),
        new Case(
            "end of the log",
            store -> store.writes().delete(Family.LOG, log(6, 0)),
            "latest b: revision 6 is after 5"),
        new Case(
            "change", store -> store.flip(Family.LOG, log(5, 0), 5), "log 5.0: checksum mismatch"),
        new Case(
            "replaced value",
            store -> store.flip(Family.LOG, log(5, 0), -1),
            "log 5.0: checksum mismatch"),
        new Case(
            "gap", store -> store.writes().delete(Family.LOG, log(5, 0)), "log 5.1: follows 4.1"),
        new Case(
            "half of a transaction",
            store -> store.writes().delete(Family.LOG, log(4, 1)),
            "index b 4: the log entry of revision 4 is missing"),
        new Case(
            "other half of a transaction",
            store -> store.writes().delete(Family.LOG, log(4, 0)),
            "log 4.1: follows revision 3"),
        new Case(
            "lost index entry",
            store -> store.writes().delete(Family.INDEX, index("a", 5)),
            "log 5.0: the index does not have it"),
        new Case(
            "index entry of something else",
            store -> store.writes().put(Family.INDEX, index("a", 6), Layout.indexRecord(0)),
            "index a 6: points to a change of b"),
        new Case(
            "lost lease",
            store ->
                store
                    .writes()
                    .delete(
                        Family.FACTS, Layout.leasedKey(StoreSample.LEASE, StoreKey.of("leased"))),
            "latest leased: is not among the keys of its lease"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void damageIsFoundAndNamed(Case example) {
    try (var store = StoreSample.open(directory.resolve("store"))) {
      StoreSample.fill(store);
    }
    damage(example.damage);

    assertThat(damages()).anyMatch(found -> found.startsWith(example.finding));
  }

  private void damage(Consumer<Surgery> damage) {
    var path = directory.resolve("store").resolve("db");
    try (var database = Database.open(path, Libraries.options())) {
      var writes = new Writes(database);
      damage.accept(new Surgery(database, writes));
      database.write(writes, Sync.NOW);
    }
  }

  private List<String> damages() {
    return RocksDbFiles.verify(directory.resolve("store"), Libraries.options(), Progress.IGNORED)
        .damages()
        .stream()
        .map(Damage::toString)
        .toList();
  }

  @Test
  void soundStoreIsCounted() {
    try (var store = StoreSample.open(directory.resolve("store"))) {
      StoreSample.fill(store);
      var verified = store.verify(Progress.IGNORED);

      assertThat(verified.isSound()).isTrue();
      assertThat(verified.current()).isEqualTo(store.currentRevision());
      assertThat(verified.compacted()).isEqualTo(store.compactedRevision());
      assertThat(verified.keys()).isEqualTo(store.count(KeyRange.all(), Optional.empty()));
      assertThat(verified.changes()).isEqualTo(5);
    }
  }

  @Test
  void directoryThatIsNoStoreIsRefused() {
    assertThatThrownBy(this::damages)
        .isInstanceOf(StoreException.Corrupt.class)
        .hasMessageContaining("is not a store");
  }
}
