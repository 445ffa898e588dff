package dev.timonier.storage.compaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.timonier.storage.Mutation;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.contract.ManualTime;
import dev.timonier.storage.memory.MemoryStore;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AutoCompactionTest {
  private static final Retention FIVE_MINUTES = new Retention(Duration.ofMinutes(5), 1000);

  private final ManualTime time = new ManualTime();
  private final MemoryStore store = new MemoryStore(time.context());
  private AutoCompaction compaction = AutoCompaction.start(store, FIVE_MINUTES, time.context());

  @AfterEach
  void close() {
    compaction.close();
    store.close();
  }

  private Revision commit(int count) {
    for (var i = 0; i < count; i++) {
      store.commit(Transaction.unguarded(new Mutation.Put(StoreKey.of("a"), new byte[1])));
    }
    return store.currentRevision();
  }

  /// Lets time pass, and what is due be done.
  private void pass(int minutes) {
    for (var i = 0; i < minutes; i++) {
      time.advance(Duration.ofMinutes(1));
      await().until(compaction::idle);
    }
  }

  private void keep(Retention retention) {
    compaction.close();
    compaction = AutoCompaction.start(store, retention, time.context());
  }

  @Test
  void youngHistoryStays() {
    commit(3);
    pass(5);

    assertThat(store.compactedRevision()).isLessThanOrEqualTo(Revision.FIRST);
  }

  @Test
  void oldHistoryGoes() {
    var old = commit(3);
    pass(2);
    var young = commit(3);
    pass(4);

    assertThat(store.compactedRevision()).isEqualTo(old);
    pass(2);
    assertThat(store.compactedRevision()).isEqualTo(young);
  }

  @Test
  void historyOfTooManyRevisionsGoes() {
    keep(new Retention(Duration.ofMinutes(5), 10));
    var current = commit(100);
    pass(1);

    assertThat(store.compactedRevision()).isEqualTo(new Revision(current.value() - 10));
  }

  @Test
  void pinnedRevisionStaysUntilItIsReleased() {
    var pinned = commit(1);
    try (var _ = store.pin(pinned)) {
      commit(3);
      pass(10);
      assertThat(store.compactedRevision()).isEqualTo(pinned);
    }
    commit(1);
    pass(7);

    assertThat(store.compactedRevision()).isGreaterThan(pinned);
  }

  @Test
  void storeThatIsClosedEndsItQuietly() {
    commit(3);
    store.close();
    pass(6);

    assertThat(compaction.idle()).isTrue();
  }

  @Test
  void someHistoryMustBeKept() {
    assertThatThrownBy(() -> new Retention(Duration.ZERO, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Retention(Duration.ofMinutes(5), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
