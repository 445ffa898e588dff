package dev.timonier.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.contract.ManualTime;
import dev.timonier.storage.metric.StoreMetrics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A batch that fails for a reason that nobody thought of.
class BrokenBatchTest {
  @TempDir(factory = MemoryDisk.class)
  private Path directory;

  private final ManualTime time = new ManualTime();
  private final AtomicBoolean fails = new AtomicBoolean();
  private final CompletableFuture<Void> begun = new CompletableFuture<>();
  private final CompletableFuture<Void> goesOn = new CompletableFuture<>();

  /// The time of a batch, which is asked for by whoever writes it.
  private Instant now() {
    if (fails.getAndSet(false)) {
      begun.complete(null);
      goesOn.join();
      throw new IllegalStateException("planted");
    }
    return time.instant();
  }

  private static Outcome failure(RevisionedStore store) {
    try {
      throw new AssertionError(StoreSample.put(store, "key", "value"));
    } catch (StoreException e) {
      return e.outcome();
    }
  }

  @Test
  @Timeout(180)
  void whatWaitsMeanwhileIsNotWrittenAnyMore() throws Exception {
    var context = new StoreContext(this::now, time, new StoreMetrics());
    try (var store = RocksDbStore.open(directory, Libraries.options(), context)) {
      var last = StoreSample.put(store, "key", "value");
      var first = new FutureTask<>(() -> failure(store));
      var second = new FutureTask<>(() -> failure(store));
      fails.set(true);
      Thread.ofVirtual().start(first);
      begun.join();
      var waiting = Thread.ofVirtual().start(second);
      await().until(() -> waiting.getState() == Thread.State.WAITING);
      goesOn.complete(null);

      assertThat(first.get()).isEqualTo(Outcome.UNKNOWN);
      assertThat(second.get()).isEqualTo(Outcome.NOT_APPLIED);
      assertThat(failure(store)).isEqualTo(Outcome.NOT_APPLIED);
      assertThat(store.currentRevision()).isEqualTo(last);
    }
  }
}
