package dev.timonier.storage.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.contract.ManualTime;
import dev.timonier.storage.contract.RevisionedStoreContract;
import dev.timonier.storage.contract.TimePromises;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends RevisionedStoreContract implements TimePromises {
  private final ManualTime time = new ManualTime();

  @Override
  protected RevisionedStore open() {
    return new MemoryStore(time.context());
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

  /// Nothing outlives the process, so what is left is what a fork has.
  @Override
  public void restart() {
    var fork = ((MemoryStore) store()).fork();
    store().close();
    use(fork);
  }

  @Test
  void forkStartsAsItsOriginAndChangesAlone() {
    var lease = store().grantLease(Duration.ofSeconds(60));
    var origin = commit(put("a", "1"));
    try (var fork = ((MemoryStore) store()).fork()) {
      commit(put("a", "2"));
      assertThat(fork.currentRevision()).isEqualTo(origin);
      assertThat(fork.get(key("a")))
          .hasValueSatisfying(entry -> assertThat(entry.value()).asString().isEqualTo("1"));
      fork.revokeLease(lease);
      assertThat(store().remaining(lease)).isPresent();
    }
    assertThat(value("a")).contains("2");
  }
}
