package dev.timonier.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackupTest {
  @TempDir(factory = MemoryDisk.class)
  Path directory;

  private Path file() {
    return directory.resolve("backup");
  }

  private Path restored() {
    return directory.resolve("restored");
  }

  private BackupSummary restore() {
    return SoundBackup.of(file()).restore(restored(), Libraries.options(), Progress.IGNORED);
  }

  private BackupSummary backUpSample() {
    try (var store = StoreSample.open(directory.resolve("store"))) {
      StoreSample.fill(store);
      return store.backup(file(), Progress.IGNORED);
    }
  }

  @Test
  void restoredStoreIsTheOneThatWasBackedUp() {
    try (var store = StoreSample.open(directory.resolve("store"))) {
      StoreSample.fill(store);
      var written = store.backup(file(), Progress.IGNORED);
      var contents = StoreSample.contents(store);
      StoreSample.put(store, "a", "later");

      assertThat(restore()).isEqualTo(written);
      try (var other = StoreSample.open(restored())) {
        assertThat(StoreSample.contents(other)).isEqualTo(contents);
        assertThat(other.currentRevision()).isEqualTo(written.revision());
        assertThat(StoreSample.put(other, "a", "new")).isEqualTo(written.revision().next());
        assertThat(other.verify(Progress.IGNORED).damages()).isEmpty();
      }
    }
  }

  @Test
  void storeOfAnotherProcessCanBeBackedUpWhileThatUsesIt() {
    try (var store = StoreSample.open(directory.resolve("store"))) {
      StoreSample.fill(store);
      var contents = StoreSample.contents(store);
      var written =
          RocksDbFiles.backup(
              directory.resolve("store"), file(), Libraries.options(), Progress.IGNORED);
      assertThat(written.revision()).isEqualTo(store.currentRevision());
      StoreSample.put(store, "a", "later");

      restore();
      try (var other = StoreSample.open(restored())) {
        assertThat(StoreSample.contents(other)).isEqualTo(contents);
      }
      assertThat(store.verify(Progress.IGNORED).damages()).isEmpty();
    }
  }

  @Test
  void emptyStoreCanBeBackedUp() {
    try (var store = StoreSample.open(directory.resolve("store"))) {
      store.backup(file(), Progress.IGNORED);
    }
    restore();

    try (var other = StoreSample.open(restored())) {
      assertThat(other.currentRevision()).isEqualTo(Revision.FIRST);
      assertThat(other.count(KeyRange.all(), Optional.empty())).isZero();
    }
  }

  /// Who makes the backup.
  private enum By {
    THE_STORE,
    ANOTHER_PROCESS
  }

  private BackupSummary backUp(RocksDbStore store, By by) {
    return switch (by) {
      case THE_STORE -> store.backup(file(), Progress.IGNORED);
      case ANOTHER_PROCESS ->
          RocksDbFiles.backup(
              directory.resolve("store"), file(), Libraries.options(), Progress.IGNORED);
    };
  }

  @ParameterizedTest
  @EnumSource(By.class)
  void backupUnderLoadIsOfOneRevision(By by) throws Exception {
    try (var store = StoreSample.open(directory.resolve("store"));
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var enough = new CountDownLatch(5000);
      var stop = new AtomicBoolean();
      var load =
          executor.submit(
              () -> {
                for (var i = 0; !stop.get(); i++) {
                  StoreSample.put(
                      store,
                      "one-" + i % 50,
                      i + "x".repeat(2000),
                      "other-" + i % 50,
                      i + "x".repeat(2000));
                  enough.countDown();
                }
              });
      enough.await();
      BackupSummary written;
      try {
        written = backUp(store, by);
      } finally {
        stop.set(true);
      }
      load.get();

      restore();
      try (var other = StoreSample.open(restored())) {
        assertThat(other.currentRevision()).isEqualTo(written.revision());
        assertThat(values(other, "one-")).hasSize(50).isEqualTo(values(other, "other-"));
        assertThat(other.verify(Progress.IGNORED).damages()).isEmpty();
      }
    }
  }

  private static List<String> values(RocksDbStore store, String prefix) {
    var values = new ArrayList<String>();
    var keys = KeyRange.prefix(StoreKey.of(prefix));
    try (var cursor = store.range(RangeRequest.latest(keys))) {
      cursor.forEachRemaining(entry -> values.add(Arrays.toString(entry.value())));
    }
    return values;
  }

  @Test
  void everyFlippedByteIsFound() throws IOException {
    backUpSample();
    var sound = Files.readAllBytes(file());
    for (var i = 0; i < sound.length; i++) {
      var damaged = sound.clone();
      damaged[i] ^= 0x10;
      Files.write(file(), damaged);
      assertRefused("byte " + i);
    }
  }

  @Test
  void everyCutIsFound() throws IOException {
    backUpSample();
    var sound = Files.readAllBytes(file());
    for (var length = 0; length < sound.length; length++) {
      Files.write(file(), Arrays.copyOf(sound, length));
      assertRefused("length " + length);
    }
    Files.write(file(), Arrays.copyOf(sound, sound.length + 1));
    assertRefused("something follows");
  }

  private void assertRefused(String what) {
    assertThatThrownBy(this::restore).as(what).isInstanceOf(StoreException.Corrupt.class);
    assertThat(restored()).as(what).doesNotExist();
  }

  @Test
  void directoryWithSomethingInItIsNotRestoredTo() throws IOException {
    backUpSample();
    Files.createDirectories(restored());
    Files.writeString(restored().resolve("mine"), "");

    assertThatThrownBy(this::restore)
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessageContaining("is not empty");
    assertThat(restored()).isDirectoryContaining(file -> file.endsWith("mine"));
  }

  @Test
  void progressReachesTheEnd() {
    try (var store = StoreSample.open(directory.resolve("store"))) {
      for (var i = 0; i < 3000; i++) {
        StoreSample.put(store, "key-" + i, "" + i);
      }
      var seen = new ArrayList<Long>();
      store.backup(file(), (done, total) -> seen.add(100 * done / total));
      assertThat(seen).isSorted().endsWith(100L).hasSizeGreaterThan(3);
    }
  }
}
