package dev.timonier.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.timonier.storage.Durability;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.contract.ManualTime;
import dev.timonier.storage.contract.RecordingWatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A small file system in memory that is filled up. Only root can mount it.
class DiskFullTest {
  private static final int VALUE_BYTES = 50_000;

  @TempDir Path directory;
  private final ManualTime time = new ManualTime();

  @BeforeEach
  void mount() throws Exception {
    run("mount", "-t", "tmpfs", "-o", "size=24m", "timonier-test", directory.toString());
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", directory.toString());
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private RevisionedStore open(long reserve) {
    return RocksDbStore.open(
        directory.resolve("store"), Libraries.options().withReserve(reserve), time.context());
  }

  private static Revision commit(RevisionedStore store, int number) {
    var key = StoreKey.of("key-%05d".formatted(number));
    var put = new Mutation.Put(key, new byte[VALUE_BYTES]);
    store.commit(new Transaction(List.of(), List.of(put), Durability.FULL));
    return store.currentRevision();
  }

  /// Commits until there is no room; returns how many were acknowledged.
  private static int fill(RevisionedStore store) {
    for (var number = 0; true; number++) {
      try {
        commit(store, number);
      } catch (StoreException.NoSpace e) {
        return number;
      }
    }
  }

  private Path ballast(int bytes) throws IOException {
    return Files.write(directory.resolve("ballast"), new byte[bytes]);
  }

  @Test
  void reservedRoomIsNotWrittenTo() throws IOException {
    var ballast = ballast(8 << 20);
    try (var store = open(4 << 20)) {
      var acknowledged = fill(store);

      assertThat(Files.getFileStore(directory).getUsableSpace()).isGreaterThan(2 << 20);
      assertThatThrownBy(() -> commit(store, acknowledged))
          .isInstanceOfSatisfying(
              StoreException.NoSpace.class,
              e -> assertThat(e.outcome()).isEqualTo(Outcome.NOT_APPLIED));
      assertThat(store.currentRevision()).isEqualTo(new Revision(acknowledged + 1L));
      Files.delete(ballast);
      assertThat(commit(store, acknowledged)).isEqualTo(new Revision(acknowledged + 2L));
    }
  }

  @Test
  void readsAndWatchesGoOnAndWritesDoOnceThereIsRoom() throws IOException {
    var ballast = ballast(8 << 20);
    var acknowledged = new ArrayList<Integer>();
    try (var store = open(0)) {
      var count = fill(store);
      var watcher = new RecordingWatcher();
      watcher.started(store.watch(WatchRequest.from(KeyRange.all(), new Revision(2)), watcher));
      assertThat(watcher.awaitEvents(count).events()).hasSizeGreaterThanOrEqualTo(count);
      assertThat(store.get(StoreKey.of("key-00000"))).isPresent();

      Files.delete(ballast);
      await().atMost(Duration.ofMinutes(3)).until(() -> commits(store, count));
      for (var number = 0; number <= count; number++) {
        acknowledged.add(number);
      }
    }
    try (var store = open(0)) {
      assertThat(acknowledged)
          .allMatch(number -> store.get(StoreKey.of("key-%05d".formatted(number))).isPresent());
      assertThat(store.count(KeyRange.all(), Optional.empty())).isEqualTo(acknowledged.size());
    }
    assertThat(
            RocksDbFiles.verify(directory.resolve("store"), Libraries.options(), Progress.IGNORED)
                .damages())
        .isEmpty();
  }

  private static boolean commits(RevisionedStore store, int number) {
    try {
      commit(store, number);
      return true;
    } catch (StoreException e) {
      return false;
    }
  }
}
