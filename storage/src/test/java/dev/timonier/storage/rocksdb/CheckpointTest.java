package dev.timonier.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.storage.Durability;
import dev.timonier.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  @TempDir(factory = MemoryDisk.class)
  Path directory;

  private Path original() {
    return directory.resolve("store");
  }

  private Path checkpoint() {
    return directory.resolve("checkpoint");
  }

  private Path fork() {
    return directory.resolve("fork");
  }

  private void checkpointOfSample() {
    try (var store = StoreSample.open(original())) {
      StoreSample.fill(store);
      store.checkpoint(checkpoint(), Durability.RELAXED);
      StoreSample.put(store, "a", "after the checkpoint");
    }
  }

  @Test
  void forkHasEverythingAndGoesItsOwnWay() {
    try (var store = StoreSample.open(original())) {
      StoreSample.fill(store);
      var contents = StoreSample.contents(store);
      store.checkpoint(checkpoint(), Durability.FULL);
      StoreSample.put(store, "a", "of the original");

      RocksDbFiles.fork(checkpoint(), fork());
      try (var fork = StoreSample.open(fork())) {
        assertThat(StoreSample.contents(fork)).isEqualTo(contents);
        StoreSample.put(fork, "a", "of the fork");
        assertThat(StoreSample.contents(fork).toString())
            .contains("of the fork")
            .doesNotContain("of the original");
      }
      assertThat(StoreSample.contents(store).toString())
          .contains("of the original")
          .doesNotContain("of the fork");
    }
  }

  @Test
  void manyForksOfOneCheckpointDoNotMeet() {
    checkpointOfSample();
    for (var i = 0; i < 3; i++) {
      RocksDbFiles.fork(checkpoint(), fork().resolve("" + i));
      try (var fork = StoreSample.open(fork().resolve("" + i))) {
        assertThat(StoreSample.contents(fork).toString()).doesNotContain("of a fork");
        StoreSample.put(fork, "a", "of a fork");
      }
    }
  }

  @Test
  void checkpointUnderLoadIsSound() throws Exception {
    try (var store = StoreSample.open(original());
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var enough = new CountDownLatch(500);
      var stop = new AtomicBoolean();
      var load =
          executor.submit(
              () -> {
                for (var i = 0; !stop.get(); i++) {
                  StoreSample.put(store, "one-" + i % 50, "x".repeat(5000), "two", "" + i);
                  enough.countDown();
                }
              });
      enough.await();
      var before = store.currentRevision();
      store.checkpoint(checkpoint(), Durability.RELAXED);
      stop.set(true);
      load.get();

      var verified = RocksDbFiles.verify(checkpoint(), Libraries.options(), Progress.IGNORED);
      assertThat(verified.damages()).isEmpty();
      assertThat(verified.current()).isGreaterThanOrEqualTo(before);
    }
  }

  @Test
  void rollbackTakesBackWhatCameAfterTheCheckpoint() {
    checkpointOfSample();
    RocksDbFiles.rollback(original(), checkpoint());

    try (var store = StoreSample.open(original())) {
      assertThat(StoreSample.contents(store).toString()).doesNotContain("after the checkpoint");
      assertThat(store.verify(Progress.IGNORED).damages()).isEmpty();
    }
  }

  @Test
  void rollbackThatWasCutOffIsFinishedAtTheNextOpening() throws IOException {
    checkpointOfSample();
    var mark = checkpoint().resolve("acknowledged");
    StoreFiles.copyDatabase(
        checkpoint().resolve("db"), original().resolve("db.replacement"), Durability.RELAXED);
    Files.copy(mark, original().resolve("replacing"));
    StoreFiles.deleteAll(original().resolve("db"));

    try (var store = StoreSample.open(original())) {
      assertThat(StoreSample.contents(store).toString())
          .contains("a=3")
          .doesNotContain("after the checkpoint");
    }
    assertThat(original().resolve("db.replacement")).doesNotExist();
    assertThat(original().resolve("replacing")).doesNotExist();
  }

  @Test
  void replacementThatIsIncompleteIsIgnored() throws IOException {
    checkpointOfSample();
    Files.createDirectories(original().resolve("db.replacement"));

    try (var store = StoreSample.open(original())) {
      assertThat(StoreSample.contents(store).toString()).contains("after the checkpoint");
    }
  }

  @Test
  void storeInUseIsNotRolledBack() {
    checkpointOfSample();
    try (var _ = StoreSample.open(original())) {
      assertThatThrownBy(() -> RocksDbFiles.rollback(original(), checkpoint()))
          .isInstanceOf(StoreException.Unavailable.class);
    }
  }

  @Test
  void checkpointIsNotMadeOverSomething() {
    checkpointOfSample();
    try (var store = StoreSample.open(original())) {
      assertThatThrownBy(() -> store.checkpoint(checkpoint(), Durability.RELAXED))
          .isInstanceOf(StoreException.Unavailable.class)
          .hasMessageContaining("is not empty");
    }
  }

  @Test
  void directoryThatIsNoStoreIsNotForked() {
    assertThatThrownBy(() -> RocksDbFiles.fork(directory.resolve("nothing"), fork()))
        .isInstanceOf(StoreException.Corrupt.class)
        .hasMessageContaining("is not a store");
  }
}
